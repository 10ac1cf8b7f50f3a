package dev.peers.testkit.contract;

import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.model.Envelope;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a broker answers, within a deadline.
final class Answers {
  private static final int DEADLINE_SECONDS = 5;

  private Answers() {}

  static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the request failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within " + DEADLINE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an answer", e);
    }
  }

  /// The value of a request that must be carried out.
  static <T> T done(CompletionStage<Outcome<T>> stage) {
    return answer(stage).orThrow();
  }

  /// The refusal of a request that must not be.
  static Refusal refusal(CompletionStage<? extends Outcome<?>> stage) {
    return switch (answer(stage)) {
      case Outcome.Refused<?>(Refusal refusal) -> refusal;
      case Outcome.Done<?>(Object value) -> throw new AssertionError("not refused: " + value);
    };
  }

  static Refusal.Code code(CompletionStage<? extends Outcome<?>> stage) {
    return refusal(stage).code();
  }

  static List<String> texts(List<Envelope> mail) {
    return mail.stream().map(envelope -> envelope.message().text()).toList();
  }
}
