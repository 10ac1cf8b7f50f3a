package dev.peers.mcp.internal.json;

/// A text is not JSON, or more than is taken.
public final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  JsonSyntaxException(String message) {
    super(message);
  }
}
