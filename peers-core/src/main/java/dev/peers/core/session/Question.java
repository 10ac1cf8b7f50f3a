package dev.peers.core.session;

import dev.peers.core.Outcome;
import dev.peers.core.Sent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// A message that waits for its answer, in the mail that comes after it.
final class Question implements Flow.Subscriber<Envelope> {
  /// How much of the past is looked at when time is over.
  static final int LOOK_BACK = 100;

  private final Sent sent;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  Question(Sent sent) {
    this.sent = sent;
  }

  CompletionStage<Reply> reply() {
    return reply.minimalCompletionStage();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    reply.whenComplete((done, failure) -> subscription.cancel());
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Envelope mail) {
    if (isAnswer(mail)) {
      reply.complete(new Reply.Received(mail));
    }
  }

  @Override
  public void onError(Throwable failure) {
    reply.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    reply.completeExceptionally(
        new IllegalStateException("the session was closed before an answer came"));
  }

  /// Time is over. An answer that another part of the program has read already still counts.
  void timeOut(@Nullable Outcome<List<Envelope>> past) {
    List<Envelope> mail =
        past instanceof Outcome.Done<List<Envelope>>(List<Envelope> found) ? found : List.of();
    reply.complete(
        mail.reversed().stream()
            .filter(this::isAnswer)
            .findFirst()
            .<Reply>map(Reply.Received::new)
            .orElseGet(() -> new Reply.NotInTime(asItIsNow(mail))));
  }

  /// Whoever answers need not say what: anything that the recipient writes here afterwards counts,
  /// unless it answers something else.
  private boolean isAnswer(Envelope mail) {
    Message message = mail.message();
    long asked = sent.message().id();
    return message.replyTo().isPresent()
        ? message.replyTo().get() == asked
        : message.id() > asked && mail.from().id().equals(sent.to().id());
  }

  private Message asItIsNow(List<Envelope> mail) {
    return mail.stream()
        .map(Envelope::message)
        .filter(message -> message.id() == sent.message().id())
        .findFirst()
        .orElse(sent.message());
  }
}
