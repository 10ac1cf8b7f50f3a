package dev.peers.core.model;

import org.jspecify.annotations.Nullable;

/// The kind of program behind a peer, such as `claude-code`. Programs that nobody has heard of yet
/// are welcome.
public record ClientType(String value) {
  public static final ClientType CLAUDE_CODE = new ClientType("claude-code");
  public static final ClientType CODEX = new ClientType("codex");
  public static final ClientType CLI = new ClientType("cli");

  /// A program that embeds this library.
  public static final ClientType PROGRAM = new ClientType("program");

  /// A peer that only tries the network out: it is not listed, no other peer hears of it, it
  /// exchanges messages with its like only, and with it goes the mail that it received.
  public static final ClientType PROBE = new ClientType("probe");

  /// @throws IllegalArgumentException if the text is not 1 to 40 of letters, digits, `.`, `_`, `-`
  public ClientType {
    if (!Texts.isWord(value, 40, "._-")) {
      throw new IllegalArgumentException(
          "a client type is 1 to 40 letters, digits, dots, dashes or underscores, not '"
              + Texts.excerpt(value)
              + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }

  // A record's own are made by the JVM when they are first called, which takes it some 20 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientType that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
