package dev.peers.core.model;

import org.jspecify.annotations.Nullable;

/// The stable identity of a peer: eight lower-case hexadecimal characters, or [#CLI] for a person
/// at a terminal, who never registers.
public record PeerId(String value) implements Comparable<PeerId> {
  private static final int LENGTH = 8;

  /// The sender of messages that a person types into the `peers` command.
  public static final PeerId CLI = new PeerId("cli");

  /// @throws IllegalArgumentException if the text has not the shape of an id
  public PeerId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a peer id is 8 hexadecimal characters or 'cli', not '" + Texts.excerpt(value) + "'");
    }
  }

  /// Whether the text has the shape of an id. Peer names never have it.
  public static boolean isValid(String text) {
    return text.equals("cli") || (text.length() == LENGTH && isHexadecimal(text));
  }

  private static boolean isHexadecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  public boolean isCli() {
    return value.equals("cli");
  }

  @Override
  public int compareTo(PeerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  // A record's own are made by the JVM when they are first called, which takes it some 20 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
