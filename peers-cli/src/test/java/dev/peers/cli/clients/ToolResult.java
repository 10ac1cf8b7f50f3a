package dev.peers.cli.clients;

/// What a tool call gave.
record ToolResult(String text, boolean isError) {
  static ToolResult of(Said result) {
    return new ToolResult(result.objects("content").getFirst().text("text"), result.is("isError"));
  }
}
