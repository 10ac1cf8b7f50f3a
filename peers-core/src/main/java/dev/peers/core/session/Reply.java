package dev.peers.core.session;

import dev.peers.core.Refusal;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;

/// What came of a question.
public sealed interface Reply {
  /// The answer. It is unread until the session acknowledges it.
  record Received(Envelope answer) implements Reply {}

  /// Nothing came in time. The question stays with its recipient, and an answer may still come as
  /// ordinary mail.
  ///
  /// @param question as it was when the time was over: its state tells how far it has come
  record NotInTime(Message question) implements Reply {}

  /// The question was not sent.
  record Refused(Refusal refusal) implements Reply {}
}
