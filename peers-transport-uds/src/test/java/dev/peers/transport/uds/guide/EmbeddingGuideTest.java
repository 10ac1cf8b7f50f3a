package dev.peers.transport.uds.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.PeerStatus;
import dev.peers.core.Peers;
import dev.peers.core.PeersException;
import dev.peers.core.Refusal;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Sent;
import dev.peers.core.Subscription;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.Scope;
import dev.peers.core.session.Reply;
import dev.peers.core.session.Session;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.uds.BrokerLock;
import dev.peers.transport.uds.UnixSocketServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code of docs/embedding.md, through a real socket.
final class EmbeddingGuideTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Broker network = Peers.builder().store(new InMemoryPeerStore()).open();
  private final UnixSocketServer server;
  private final Broker broker;
  private final Queue<String> shown = new ConcurrentLinkedQueue<>();

  EmbeddingGuideTest(@TempDir Path folder) {
    Path socket = folder.resolve("s");
    server =
        UnixSocketServer.start(
            socket, new BrokerApi(network, "guide", () -> {}), HttpLimits.DEFAULTS);
    broker = RemoteBroker.to(new BrokerAddress.UnixSocket(socket));
  }

  @AfterEach
  void close() {
    broker.close();
    server.close();
    network.close();
  }

  @Test
  void mail_is_heard_and_acknowledged() {
    try (Session me = join("builds");
        Session other = join("poker-engine")) {
      // region listener
      Subscription subscription =
          me.onMail(
              mail -> {
                show(mail.from().name().orElseThrow() + " says: " + mail.message().text());
                me.acknowledge(mail);
              });
      // endregion
      send(other, "builds", "Is it green?");
      await()
          .untilAsserted(
              () -> assertThat(shown).containsExactly("poker-engine says: Is it green?"));
      await().untilAsserted(() -> assertThat(done(me.unread()).orThrow()).isEmpty());
      subscription.close();
    }
  }

  @Test
  void mail_is_taken_one_at_a_time() {
    try (Session me = join("builds");
        Session other = join("poker-engine")) {
      me.mail().subscribe(new OneAtATime());
      send(other, "builds", "one");
      send(other, "builds", "two");
      await().untilAsserted(() -> assertThat(shown).containsExactly("one", "two"));
    }
  }

  // region publisher
  final class OneAtATime implements Flow.Subscriber<Envelope> {
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source.complete(subscription);
      subscription.request(1);
    }

    @Override
    public void onNext(Envelope mail) {
      workOn(mail).thenRun(() -> source.join().request(1));
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  // endregion

  private CompletionStage<Void> workOn(Envelope mail) {
    return CompletableFuture.runAsync(() -> show(mail.message().text()));
  }

  @Test
  void a_question_has_one_of_three_ends() {
    try (Session me = join("builds");
        Session other = join("poker-engine")) {
      other.onMail(mail -> other.reply(mail, "In a minute."));
      // region ask
      CompletionStage<Reply> asked =
          me.ask("poker-engine", "May I restart the server?", Duration.ofMinutes(1));
      asked.thenAccept(
          reply -> {
            switch (reply) {
              case Reply.Received(Envelope answer) -> show(answer.message().text());
              case Reply.NotInTime(var question) ->
                  show("no answer yet; it is " + question.state());
              case Reply.Refused(Refusal refusal) -> show(refusal.text());
            }
          });
      // endregion
      await().untilAsserted(() -> assertThat(shown).containsExactly("In a minute."));
    }
  }

  @Test
  void outcomes_tell_what_happened() {
    try (Session me = join("builds");
        Session other = join("poker-engine")) {
      // region send
      me.send("poker-engine", "The build is green.")
          .thenAccept(
              outcome -> {
                switch (outcome) {
                  case Outcome.Done<Sent>(Sent sent) -> show("stored as " + sent.message().id());
                  case Outcome.Refused<Sent>(Refusal refusal) ->
                      show(refusal.code() + ": " + refusal);
                }
              });
      // endregion
      await().untilAsserted(() -> assertThat(done(other.unread()).orThrow()).hasSize(1));
      await().untilAsserted(() -> assertThat(shown).hasSize(1));
      assertThat(shown).first().asString().startsWith("stored as ");
    }
  }

  @Test
  void faults_are_exceptions_of_one_root() {
    try (Session me = join("builds")) {
      broker.close();
      // region faults
      try {
        me.send("poker-engine", "The build is green.").toCompletableFuture().join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof PeersException problem) {
          show(problem.code());
        }
      }
      // endregion
      await().untilAsserted(() -> assertThat(shown).containsExactly("broker_unavailable"));
    }
  }

  @Test
  void the_past_can_be_searched() {
    try (Session me = join("builds");
        Session other = join("poker-engine")) {
      send(other, "builds", "The port is 8080.");
      // region past
      List<Envelope> latest = me.history(20).toCompletableFuture().join().orThrow();
      List<Envelope> found = me.search("port", 20).toCompletableFuture().join().orThrow();
      // endregion
      assertThat(latest).hasSize(1);
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().message().state()).isEqualTo(MessageState.STORED);
    }
  }

  @Test
  void peers_are_seen_coming_and_going() {
    try (Session me = join("builds")) {
      // region watch
      for (PeerStatus other : me.peers(Scope.MACHINE).toCompletableFuture().join()) {
        show(other.peer().name() + " is here");
      }
      me.onEvent(
          event -> {
            switch (event) {
              case PeerEvent.PeerHere(var peer) -> show(peer.name() + " is here");
              case PeerEvent.PeerGone(var peer) -> show(peer.name() + " has left");
              case PeerEvent.MessagesRead(var ids, var by, var at) -> show(by + " has read " + ids);
              case PeerEvent.MessageArrived mail -> {} // onMail is the one to rely on
              case PeerEvent.BrokerClosing closing -> {} // the session connects to the next one
            }
          });
      // endregion
      await()
          .untilAsserted(
              () ->
                  assertThat(done(network.list(ListRequest.MACHINE)))
                      .allMatch(PeerStatus::connected));
      join("poker-engine").close();
      await()
          .untilAsserted(
              () ->
                  assertThat(shown)
                      .containsExactly("poker-engine is here", "poker-engine has left"));
    }
  }

  @Test
  void a_program_hosts_a_broker_on_a_socket(@TempDir Path other) {
    Path socket = other.resolve("own");
    // region host
    Path lockFile = socket.resolveSibling("own.lock");
    try (BrokerLock lock = BrokerLock.tryAcquire(lockFile).orElseThrow();
        Broker own = Peers.builder().store(new InMemoryPeerStore()).open();
        UnixSocketServer listener =
            UnixSocketServer.start(
                socket, new BrokerApi(own, "1.0", () -> {}), HttpLimits.DEFAULTS)) {
      serve(lock, listener);
    }
    // endregion
    assertThat(shown).containsExactly("serving");
    try (Broker gone = RemoteBroker.to(new BrokerAddress.UnixSocket(socket))) {
      assertThatExceptionOfType(BrokerUnavailableException.class)
          .isThrownBy(() -> Session.join(gone, RegisterRequest.program("late", "/srv")));
    }
  }

  private void serve(BrokerLock lock, UnixSocketServer listener) {
    assertThat(lock.isInPlace()).isTrue();
    try (Broker client = RemoteBroker.to(new BrokerAddress.UnixSocket(listener.path()));
        Session guest = Session.join(client, RegisterRequest.program("guest", "/srv"))) {
      assertThat(guest.self().name()).hasToString("guest");
      show("serving");
    }
  }

  private Session join(String name) {
    return Session.join(broker, RegisterRequest.program(name, "/srv/" + name));
  }

  private static void send(Session from, String to, String text) {
    done(from.send(to, text)).orThrow();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE);
  }

  private void show(String line) {
    shown.add(line);
  }
}
