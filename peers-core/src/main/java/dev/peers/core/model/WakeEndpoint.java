package dev.peers.core.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where an agent's client takes a wake, and the token it asks for. It never leaves the broker.
///
/// @param address the path of an inbox socket, or the id of a Codex thread
public record WakeEndpoint(WakeTransport transport, String address, Optional<String> secret) {
  private static final Pattern THREAD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,256}");
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
    if (secret.isPresent() && !TOKEN.matcher(secret.get()).matches()) {
      throw new IllegalArgumentException(
          "a wake token is 1 to 256 letters, digits, dashes or underscores");
    }
  }

  public static boolean isThreadId(String text) {
    return THREAD.matcher(text).matches();
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
