package dev.peers.core.model;

import java.util.Optional;

/// Where an agent's client takes a wake, and the token it asks for. It never leaves the broker.
///
/// @param address the path of an inbox socket, or the id of a Codex thread
public record WakeEndpoint(WakeTransport transport, String address, Optional<String> secret) {
  private static final int MAX_PATH = 512;

  /// @throws IllegalArgumentException if the address or the token has not the shape that the
  ///   transport asks for
  public WakeEndpoint {
    boolean valid =
        switch (transport) {
          case CODEX_QUEUE -> isThreadId(address);
          case CLAUDE_INBOX -> isSocketPath(address);
          case CHANNEL -> false;
        };
    if (!valid) {
      throw new IllegalArgumentException(
          "not a " + transport + " address: '" + Texts.excerpt(address) + "'");
    }
    if (secret.isPresent() && !Texts.isWord(secret.get(), 256, "_-")) {
      throw new IllegalArgumentException(
          "a wake token is 1 to 256 letters, digits, dashes or underscores");
    }
  }

  public static boolean isThreadId(String text) {
    return Texts.isWord(text, 128, "_.-") && Texts.isLetterOrDigit(text.charAt(0));
  }

  private static boolean isSocketPath(String text) {
    return text.startsWith("/")
        && text.length() <= MAX_PATH
        && text.indexOf('\0') < 0
        && text.indexOf('\n') < 0;
  }

  @Override
  public String toString() {
    return "WakeEndpoint[" + transport + ", address and secret withheld]";
  }
}
