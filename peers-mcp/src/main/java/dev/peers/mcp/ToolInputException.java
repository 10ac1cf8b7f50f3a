package dev.peers.mcp;

/// An argument of a tool call is missing or wrong; the message names it.
final class ToolInputException extends Exception {
  private static final long serialVersionUID = 1;

  ToolInputException(String argument, String problem) {
    super("Invalid argument '" + argument + "': " + problem);
  }
}
