package dev.peers.transport.uds;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.PeerStatus;
import dev.peers.core.Peers;
import dev.peers.core.Refusal;
import dev.peers.core.RegisterRequest;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Scope;
import dev.peers.core.session.Reply;
import dev.peers.core.session.Session;
import dev.peers.core.session.SessionSettings;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.transport.http.HttpLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions whose broker is behind a real socket.
final class SocketSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SessionSettings SETTINGS =
      SessionSettings.DEFAULTS.withRetries(Duration.ofMillis(20), Duration.ofMillis(100));

  private final InMemoryPeerStore store = new InMemoryPeerStore();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Path folder;
  private Host host;

  SocketSessionTest(@TempDir Path folder) {
    this.folder = folder;
    this.host = new Host(folder.resolve("s"), store);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    host.stop();
  }

  @Test
  void a_subscriber_gets_no_more_than_it_asks_for_and_in_the_end_everything() {
    Session alice = join(host, "alice", SETTINGS);
    Session bob = join(host, "bob", SETTINGS.withBuffer(4));
    Collector slow = new Collector();
    bob.mail().subscribe(slow);
    List<String> sent = IntStream.range(0, 50).mapToObj(i -> "message " + i).toList();
    sent.forEach(text -> done(alice.send("bob", text)).orThrow());
    assertThat(slow.texts).isEmpty();

    for (int asked = 1; asked <= sent.size(); asked++) {
      int expected = asked;
      slow.request(1);
      await().until(() -> slow.texts.size() >= expected);
      assertThat(slow.texts).hasSize(expected);
    }

    assertThat(slow.texts).containsExactlyElementsOf(sent);
  }

  @Test
  void a_question_gets_its_answer_or_says_that_it_cannot() {
    Session alice = join(host, "alice", SETTINGS);
    Session bob = join(host, "bob", SETTINGS);
    bob.onMail(mail -> bob.reply(mail, "42"));

    assertThat(done(alice.ask("bob", "What is it?", PATIENCE)))
        .isInstanceOfSatisfying(
            Reply.Received.class,
            received -> assertThat(received.answer().message().text()).isEqualTo("42"));
    assertThat(done(alice.ask("nobody", "What is it?", PATIENCE)))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.PEER_NOT_FOUND));
  }

  @Test
  void virtual_threads_share_a_session_and_wait_for_its_answers() throws Exception {
    share(host.network, "near");
    try (Broker far = RemoteBroker.to(new BrokerAddress.UnixSocket(host.server.path()))) {
      share(far, "far");
    }
  }

  /// A hundred threads send through one session, and each waits until its message is on disk.
  private void share(Broker broker, String place) throws Exception {
    List<String> texts = IntStream.range(0, 100).mapToObj(i -> place + " " + i).toList();
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Session alice = Session.join(broker, RegisterRequest.program("alice-" + place, "/work"));
        Session bob = Session.join(broker, RegisterRequest.program("bob-" + place, "/work"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      bob.onMail(mail -> heard.add(mail.message().text()));
      List<Callable<Boolean>> sending =
          texts.stream()
              .<Callable<Boolean>>map(text -> () -> done(alice.send("bob-" + place, text)).isDone())
              .toList();
      for (Future<Boolean> sent : threads.invokeAll(sending)) {
        assertThat(sent.get()).isTrue();
      }
      await().until(() -> heard.size() >= texts.size());
      assertThat(heard).containsExactlyInAnyOrderElementsOf(texts);
    }
  }

  @Test
  void sessions_outlive_a_broker_that_starts_again_on_the_same_store() {
    Session alice = join(host, "alice", SETTINGS);
    Session bob = join(host, "bob", SETTINGS);
    String id = bob.self().id().value();
    List<String> heard = new CopyOnWriteArrayList<>();
    bob.onMail(mail -> heard.add(mail.message().text()));
    done(alice.send("bob", "before")).orThrow();
    await().untilAsserted(() -> assertThat(heard).containsExactly("before"));

    host.stop();
    store.reopen();
    host = new Host(folder.resolve("s"), store);
    done(alice.send("bob", "after")).orThrow();

    await().untilAsserted(() -> assertThat(heard).containsExactly("before", "after"));
    assertThat(bob.self().id().value()).isEqualTo(id);
  }

  @Test
  void two_networks_in_one_process_do_not_meet() {
    Host other = new Host(folder.resolve("t"), new InMemoryPeerStore());
    try {
      Session here = join(host, "alice", SETTINGS);
      Session there = join(other, "alice", SETTINGS);
      join(other, "bob", SETTINGS);

      assertThat(done(here.peers(Scope.MACHINE))).isEmpty();
      assertThat(done(there.peers(Scope.MACHINE)))
          .extracting(PeerStatus::peer)
          .extracting(peer -> peer.name().value())
          .containsExactly("bob");
      assertThat(done(here.send("bob", "hello")).isDone()).isFalse();
      closeSessions();
    } finally {
      other.stop();
    }
  }

  private void closeSessions() {
    open.stream()
        .filter(Session.class::isInstance)
        .map(Session.class::cast)
        .forEach(Session::close);
  }

  private Session join(Host at, String name, SessionSettings settings) {
    Broker broker = RemoteBroker.to(new BrokerAddress.UnixSocket(at.server.path()));
    open.add(broker);
    Session session =
        Session.join(broker, RegisterRequest.program(name, "/work/" + name), settings);
    open.add(session);
    return session;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE);
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
  }

  /// A broker and its socket.
  private static final class Host {
    final UnixSocketServer server;
    private final Broker network;

    Host(Path socket, InMemoryPeerStore store) {
      network = Peers.builder().store(store).open();
      server =
          UnixSocketServer.start(
              socket, new BrokerApi(network, "test", () -> {}), HttpLimits.DEFAULTS);
    }

    void stop() {
      server.close();
      network.close();
    }
  }

  /// A subscriber that asks when the test says so.
  private static final class Collector implements Flow.Subscriber<Envelope> {
    final List<String> texts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();

    void request(long count) {
      source.orTimeout(PATIENCE.toSeconds(), SECONDS).join().request(count);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source.complete(subscription);
    }

    @Override
    public void onNext(Envelope item) {
      texts.add(item.message().text());
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }
}
