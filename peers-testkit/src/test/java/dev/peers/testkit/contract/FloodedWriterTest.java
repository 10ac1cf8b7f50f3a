package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.DescribeRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.FaultyStore;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.SequentialIds;
import dev.peers.testkit.StoreOperation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens to mail while changes of who is here wait to be written.
class FloodedWriterTest {
  private final FakeProcessInspector processes = new FakeProcessInspector();
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger transactions = new AtomicInteger();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<String> written = new ArrayList<>();
  private boolean slow;
  private long nextPid = 1_000;

  private final Broker broker = open();
  private final Registration alice = done(broker.register(newcomer("/work/a")));
  private final Registration bob = done(broker.register(newcomer("/work/b")));

  private Broker open() {
    FaultyStore store = FaultyStore.over(new InMemoryPeerStore());
    store.on(StoreOperation.WRITE).slow(transactions::incrementAndGet);
    return Peers.builder()
        .store(store)
        .processes(processes)
        .ids(new SequentialIds())
        .clock(clock)
        .scheduler(new ManualScheduler(clock))
        .writer(task -> write(task))
        .open();
  }

  private void write(Runnable task) {
    if (slow) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  /// Writes what has come meanwhile.
  private void catchUp() {
    slow = false;
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }

  private RegisterRequest newcomer(String cwd) {
    long pid = nextPid++;
    processes.start(pid);
    return RegisterRequest.of(pid, cwd, ClientType.CODEX);
  }

  private void note(String what, CompletionStage<?> stage) {
    stage.whenComplete((done, failure) -> written.add(failure == null ? what : "failed"));
  }

  private void send(String text) {
    note(text, broker.send(SendRequest.of(alice.caller(), bob.peer().id().value(), text)));
  }

  @AfterEach
  void close() {
    catchUp();
    broker.close();
  }

  @Test
  void mail_waits_for_one_registration_and_not_for_all() {
    slow = true;
    for (int i = 1; i <= 3; i++) {
      note("newcomer " + i, broker.register(newcomer("/flood/" + i)));
    }
    send("one");
    send("two");
    catchUp();
    assertThat(written).containsExactly("newcomer 1", "one", "two", "newcomer 2", "newcomer 3");
  }

  @Test
  void whoever_reads_as_the_old_protocol_does_waits_for_one_registration_and_not_for_all() {
    send("one");
    slow = true;
    for (int i = 1; i <= 3; i++) {
      note("newcomer " + i, broker.register(newcomer("/flood/" + i)));
    }
    note("read", broker.drain(bob.caller()));
    catchUp();
    assertThat(written).containsExactly("one", "newcomer 1", "read", "newcomer 2", "newcomer 3");
  }

  @Test
  void whoever_is_here_waits_for_one_registration_and_not_for_all() {
    slow = true;
    for (int i = 1; i <= 3; i++) {
      note("newcomer " + i, broker.register(newcomer("/flood/" + i)));
    }
    note("at work", broker.describe(describe(alice, "at work")));
    note("at rest", broker.describe(describe(alice, "at rest")));
    send("one");
    catchUp();
    assertThat(written)
        .containsExactly("newcomer 1", "one", "at work", "newcomer 2", "at rest", "newcomer 3");
  }

  private static DescribeRequest describe(Registration peer, String summary) {
    return new DescribeRequest(peer.caller(), summary, Optional.empty());
  }

  @Test
  void mail_that_two_read_at_once_comes_to_one_of_them() {
    send("one");
    slow = true;
    List<CompletionStage<Outcome<List<Envelope>>>> readers =
        List.of(broker.drain(bob.caller()), broker.drain(bob.caller()));
    catchUp();
    assertThat(readers.stream().flatMap(reader -> done(reader).stream()))
        .extracting(envelope -> envelope.message().text())
        .containsExactly("one");
    assertThat(done(broker.drain(bob.caller()))).isEmpty();
  }

  @Test
  void registrations_get_their_turn_while_mail_comes() {
    slow = true;
    send("one");
    note("newcomer", broker.register(newcomer("/flood")));
    note("next", broker.register(newcomer("/flood")));
    send("two");
    catchUp();
    assertThat(written).containsExactly("one", "two", "newcomer", "next");
  }

  @Test
  void who_leaves_has_written_what_it_said_before() {
    slow = true;
    note("newcomer", broker.register(newcomer("/flood")));
    send("one");
    note("left", broker.unregister(alice.caller()));
    catchUp();
    assertThat(written).containsExactly("newcomer", "one", "left");
  }

  @Test
  void the_dead_are_taken_off_the_list_once_however_many_look() {
    for (int i = 0; i < 5; i++) {
      done(broker.register(newcomer("/work/" + i)));
    }
    for (long pid = 1_002; pid < nextPid; pid++) {
      processes.end(pid);
    }
    clock.advance(Duration.ofSeconds(1));
    transactions.set(0);
    slow = true;
    for (int i = 0; i < 100; i++) {
      broker.list(ListRequest.MACHINE);
    }
    catchUp();
    assertThat(transactions).hasValue(5);
    assertThat(Answers.answer(broker.list(ListRequest.MACHINE))).hasSize(2);
  }

  @Test
  void however_many_ask_to_purge_it_is_done_once() {
    transactions.set(0);
    Answers.answer(broker.purge());
    int once = transactions.getAndSet(0);
    slow = true;
    for (int i = 0; i < 100; i++) {
      note("purged", broker.purge());
    }
    catchUp();
    assertThat(transactions).hasValue(once);
    assertThat(written).hasSize(100).containsOnly("purged");
  }
}
