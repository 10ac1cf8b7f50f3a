package dev.peers.core;

import java.util.Optional;

/// A message to send.
///
/// @param from the sender, or [Caller#CLI]
/// @param to the recipient's id or name
/// @param replyTo the id of a message to the sender that this one answers, which acknowledges it
/// @param key the sender's own key for this message: sending again with the same key sends nothing
///   and answers as the first time did
public record SendRequest(
    Caller from, String to, String text, Optional<Long> replyTo, Optional<String> key) {
  public static SendRequest of(Caller from, String to, String text) {
    return new SendRequest(from, to, text, Optional.empty(), Optional.empty());
  }

  public SendRequest inReplyTo(long message) {
    return new SendRequest(from, to, text, Optional.of(message), key);
  }

  public SendRequest withKey(String newKey) {
    return new SendRequest(from, to, text, replyTo, Optional.of(newKey));
  }
}
