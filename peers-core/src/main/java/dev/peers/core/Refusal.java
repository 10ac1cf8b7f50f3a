package dev.peers.core;

import java.util.Locale;
import java.util.Optional;

/// Why a request was not carried out: a stable code for programs and a sentence for people.
public record Refusal(Code code, String text) {
  /// The stable codes. On the wire they are lower case (`peer_not_found`).
  public enum Code {
    /// The request itself is wrong.
    INVALID_REQUEST,
    /// The text is longer than allowed.
    MESSAGE_TOO_LARGE,
    /// The sender is not registered.
    UNKNOWN_SENDER,
    /// The one who acts is not registered, or not any more: register again.
    UNKNOWN_PEER,
    /// The one it is meant for is not here.
    PEER_NOT_FOUND,
    /// More than the sender may send in a while.
    RATE_LIMITED,
    /// Acting as a peer without its secret.
    WRONG_SECRET,
    /// The name belongs to somebody else.
    NAME_TAKEN,
    /// Ending another peer's session was refused or failed.
    KILL_REFUSED,
    /// The message that was named is not there, or not one's own.
    MESSAGE_NOT_FOUND,
    /// The recipient holds as much unread mail as it may.
    INBOX_FULL,
    /// Two peers have answered each other too often in quick succession.
    LOOPING,
    /// The store did not take it (disk full or read only); try again later.
    STORE_FAILED,
    /// No more peers, connections, streams or large requests are taken now; try again later.
    BUSY,
    /// The broker is stopping.
    CLOSING,
    /// The broker is older than this request.
    UNSUPPORTED;

    public static Optional<Code> parse(String text) {
      for (Code code : values()) {
        if (code.toString().equals(text)) {
          return Optional.of(code);
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
