package dev.peers.core.model;

import java.util.Locale;
import java.util.Optional;

/// The way by which an agent is told that mail has come.
public enum WakeTransport {
  /// A line on the inbox socket of a Claude Code session.
  CLAUDE_INBOX,
  /// `codex queue` for the thread of a Codex session.
  CODEX_QUEUE,
  /// A `notifications/claude/channel` push by the peer's own MCP server. It may be dropped by the
  /// client without a word.
  CHANNEL;

  public static Optional<WakeTransport> parse(String text) {
    return switch (text) {
      case "claude_inbox" -> Optional.of(CLAUDE_INBOX);
      case "codex_queue" -> Optional.of(CODEX_QUEUE);
      case "channel" -> Optional.of(CHANNEL);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
