package dev.peers.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.port.Notifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Notifier] must keep. Implement it in a test class.
public interface NotifierContract {
  /// A notifier as it is used.
  Notifier notifier();

  /// An endpoint that this notifier takes; it need not be reachable.
  WakeEndpoint endpoint();

  /// How long a wake may take until it is known what came of it.
  default Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Test
  default void a_wake_ends_in_one_of_three_states_and_never_in_an_exception() {
    assertThat(notifier().wake(endpoint(), "Mail has come.").toCompletableFuture())
        .succeedsWithin(patience())
        .isIn(WakeStatus.QUEUED, WakeStatus.FAILED, WakeStatus.AMBIGUOUS);
  }

  @Test
  default void many_wakes_at_once_all_end() {
    Notifier notifier = notifier();
    List<CompletionStage<WakeStatus>> wakes =
        IntStream.range(0, 50)
            .mapToObj(i -> notifier.wake(endpoint(), "Mail has come: " + i))
            .toList();
    assertThat(wakes)
        .allSatisfy(wake -> assertThat(wake.toCompletableFuture()).succeedsWithin(patience()));
  }

  @Test
  default void no_text_is_too_much_for_it() {
    List<String> texts = List.of("", "line\nbreak", "\u0000\u001b[31m", "x".repeat(100_000));
    assertThat(texts)
        .allSatisfy(
            text ->
                assertThat(notifier().wake(endpoint(), text).toCompletableFuture())
                    .succeedsWithin(patience()));
  }
}
