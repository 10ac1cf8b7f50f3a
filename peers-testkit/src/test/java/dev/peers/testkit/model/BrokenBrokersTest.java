package dev.peers.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.Outcome;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.ForwardingBroker;
import dev.peers.testkit.MessageBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Random runs find a broker that breaks a promise, and say so with a script of a few lines.
class BrokenBrokersTest {
  /// A broker that does one thing wrong.
  private abstract static class BrokenBroker extends ForwardingBroker {
    final Broker broker;

    BrokenBroker(Broker broker) {
      this.broker = broker;
    }

    @Override
    protected <T> CompletionStage<T> forward(
        BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
      return request.apply(broker);
    }

    @Override
    public void close() {
      broker.close();
    }
  }

  private static final class LosesOneAcknowledgement extends BrokenBroker {
    private int count;

    LosesOneAcknowledgement(Broker broker) {
      super(broker);
    }

    @Override
    public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> ids) {
      return ++count == 3
          ? CompletableFuture.completedFuture(Outcome.done(0))
          : super.acknowledge(caller, ids);
    }
  }

  private static final class Reorders extends BrokenBroker {
    Reorders(Broker broker) {
      super(broker);
    }

    @Override
    public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
      return super.fetch(caller).thenApply(outcome -> outcome.map(List::reversed));
    }
  }

  private static final class Duplicates extends BrokenBroker {
    Duplicates(Broker broker) {
      super(broker);
    }

    @Override
    public CompletionStage<Outcome<Sent>> send(SendRequest request) {
      CompletionStage<Outcome<Sent>> first = super.send(request);
      super.send(request.withKey(request.key().orElse("") + "-again"));
      return first;
    }
  }

  /// Answers that it is stored, and stores nothing.
  private static final class LosesOneMessage extends BrokenBroker {
    private int count;
    private Optional<Sent> last = Optional.empty();

    LosesOneMessage(Broker broker) {
      super(broker);
    }

    @Override
    public CompletionStage<Outcome<Sent>> send(SendRequest request) {
      if (++count == 4 && last.isPresent()) {
        Sent before = last.get();
        Message invented =
            MessageBuilder.message(request.text()).id(before.message().id() + 1).build();
        return CompletableFuture.completedFuture(
            Outcome.done(new Sent(invented, before.to(), before.wake())));
      }
      return super.send(request)
          .thenApply(
              outcome -> {
                last = outcome.isDone() ? Optional.of(outcome.orThrow()) : last;
                return outcome;
              });
    }
  }

  private static final class ReadsByLooking extends BrokenBroker {
    ReadsByLooking(Broker broker) {
      super(broker);
    }

    @Override
    public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
      return super.drain(caller);
    }
  }

  private static final class Miscounts extends BrokenBroker {
    Miscounts(Broker broker) {
      super(broker);
    }

    @Override
    public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
      return super.unreadSummary(agentPid)
          .thenApply(s -> new UnreadSummary(Math.min(s.count(), 2), s.senders(), s.peerIds()));
    }
  }

  @Test
  void a_lost_acknowledgement_is_found() {
    // Whoever reads page by page stays at the page whose acknowledgement was lost.
    finds(
        LosesOneAcknowledgement::new,
        List.of(Promise.KEPT_ACKNOWLEDGEMENT, Promise.UNREAD_SHOWN),
        10);
  }

  @Test
  void mail_out_of_order_is_found() {
    assertThat(finds(Reorders::new, Promise.UNREAD_SHOWN, 4)).startsWith("join", "send", "send");
  }

  @Test
  void a_duplicate_is_found() {
    assertThat(finds(Duplicates::new, Promise.NO_INVENTION, 2)).containsExactly("join", "send");
  }

  @Test
  void a_lost_message_is_found() {
    finds(LosesOneMessage::new, Promise.NO_LOSS, 6);
  }

  @Test
  void reading_by_looking_is_found() {
    finds(ReadsByLooking::new, Promise.HONEST_READ, 3);
  }

  @Test
  void a_wrong_count_is_found() {
    finds(Miscounts::new, Promise.UNREAD_COUNT, 5);
  }

  @Test
  void what_a_failure_prints_runs_again() {
    RandomRuns runs = RandomRuns.steps(1_000).seed(7).through(Duplicates::new);
    String report = messageOf(runs);
    String script = String.join("\n", script(report));
    AssertionError again =
        catchThrowableOfType(
            AssertionError.class,
            () -> RandomRuns.steps(0).seed(7).through(Duplicates::new).replay(script));
    assertThat(again).hasMessageContaining(Promise.NO_INVENTION.toString());
    assertThat(report)
        .isEqualTo(messageOf(runs))
        .contains(" of 250 steps), for RandomRuns.steps(0).seed(7).replay:", "seed 7", "sends");
  }

  /// The verbs of the smallest script, which has no more than so many steps.
  private static List<String> finds(UnaryOperator<Broker> broken, Promise promise, int atMost) {
    return finds(broken, List.of(promise), atMost);
  }

  private static List<String> finds(UnaryOperator<Broker> broken, List<Promise> oneOf, int atMost) {
    String report = messageOf(RandomRuns.steps(3_000).through(broken));
    assertThat(oneOf).anyMatch(p -> report.startsWith("Broken promise: " + p + "\n"));
    List<String> script = script(report);
    assertThat(script).hasSizeLessThanOrEqualTo(atMost);
    return script.stream().map(line -> line.split(" ", 2)[0]).toList();
  }

  private static List<String> script(String report) {
    return report
        .lines()
        .dropWhile(line -> !line.contains("replay:"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("What happened"))
        .map(String::strip)
        .toList();
  }

  private static String messageOf(RandomRuns runs) {
    AssertionError error = catchThrowableOfType(AssertionError.class, runs::check);
    assertThat(error).isNotNull();
    return String.valueOf(error.getMessage());
  }
}
