package dev.peers.mcp;

import java.time.Duration;

/// The time spans of an MCP server. [#DEFAULTS] are right outside of tests.
///
/// @param beginAfter how long after the client's handshake a session begins, so that a mere probe
///   leaves no trace
/// @param pushAfter how long after the handshake the client takes channel pushes
/// @param heartbeat how often the broker is told that the session lives, where no event stream does
/// @param agentCheck how often is looked whether the agent lives
/// @param callWait how long a tool call waits for the broker in all
/// @param farewell how long leaving may take
/// @param progress how often a waiting call reports progress
/// @param firstRetry how long to wait at most before trying again after a first failure
/// @param maxRetry how long to wait at most after many
/// @param wakeAgain after how long an unanswered wake is repeated for new mail
/// @param wakeTimeout how long one wake may take
public record McpTimings(
    Duration beginAfter,
    Duration pushAfter,
    Duration heartbeat,
    Duration agentCheck,
    Duration callWait,
    Duration farewell,
    Duration progress,
    Duration firstRetry,
    Duration maxRetry,
    Duration wakeAgain,
    Duration wakeTimeout) {
  public static final McpTimings DEFAULTS =
      new McpTimings(
          Duration.ofMillis(300),
          Duration.ofMillis(1_400),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5));

  /// These time spans with another pause after which an unanswered wake is repeated.
  public McpTimings withWakeAgain(Duration newWakeAgain) {
    return new McpTimings(
        beginAfter,
        pushAfter,
        heartbeat,
        agentCheck,
        callWait,
        farewell,
        progress,
        firstRetry,
        maxRetry,
        newWakeAgain,
        wakeTimeout);
  }
}
