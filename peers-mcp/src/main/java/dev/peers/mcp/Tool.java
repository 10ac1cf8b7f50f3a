package dev.peers.mcp;

/// Something that an agent can do.
interface Tool {
  String name();

  /// Whether calls take effect in the order in which they were made.
  default boolean isOrdered() {
    return false;
  }

  /// Does it, on a thread that may wait. An interrupt means that nobody wants the answer any more.
  ///
  /// @param started to be run once the part is over for which the order counts
  ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException;
}
