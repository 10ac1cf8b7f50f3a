package dev.peers.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.PeerEvent;
import dev.peers.core.PeersException;
import dev.peers.core.Refusal;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.Scope;
import dev.peers.core.session.Reply;
import dev.peers.core.session.Session;
import dev.peers.core.session.SessionSettings;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.TestNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionTest {
  private static final Duration MOMENT = Duration.ofMillis(10);

  private final TestNetwork network = TestNetwork.create();

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void sessions_find_each_other_and_talk() {
    Session alice = join("alice");
    Session bob = join("bob");
    List<String> heard = new ArrayList<>();
    bob.onMail(mail -> heard.add(mail.message().text()));

    done(alice.send("bob", "hello").thenApply(outcome -> outcome.orThrow()));
    network.passes(MOMENT);

    assertThat(heard).containsExactly("hello");
    assertThat(done(alice.peers(Scope.MACHINE)))
        .extracting(status -> status.peer().name().value())
        .containsExactly("bob");
  }

  @Test
  void a_listener_hears_first_what_was_waiting_and_nothing_twice() {
    Session alice = join("alice");
    Session bob = join("bob");
    send(alice, "bob", "one", "two");

    List<String> heard = listen(bob);
    send(alice, "bob", "three");

    assertThat(heard).containsExactly("one", "two", "three");
  }

  @Test
  void mail_stays_unread_until_it_is_acknowledged() {
    Session alice = join("alice");
    Session bob = join("bob");
    send(alice, "bob", "one", "two");

    List<Envelope> unread = done(bob.unread()).orThrow();
    assertThat(done(bob.acknowledge(unread.getFirst())).orThrow()).isEqualTo(1);

    assertThat(done(bob.unread()).orThrow())
        .extracting(mail -> mail.message().text())
        .containsExactly("two");
    assertThat(done(alice.history(10)).orThrow())
        .extracting(mail -> mail.message().state())
        .containsExactly(MessageState.STORED, MessageState.READ);
  }

  @Test
  void a_subscriber_gets_no_more_than_it_asks_for_and_in_the_end_everything() {
    Session alice = join("alice");
    Session bob = join("bob", network.sessionSettings().withBuffer(2));
    Collector<Envelope> slow = new Collector<>();
    bob.mail().subscribe(slow);
    for (int i = 1; i <= 9; i++) {
      send(alice, "bob", "message " + i);
    }
    network.passes(MOMENT);
    assertThat(slow.items).isEmpty();

    for (int i = 1; i <= 9; i++) {
      slow.request(1);
      network.passes(Duration.ofSeconds(1));
      assertThat(slow.items).hasSize(i);
    }

    assertThat(slow.items)
        .extracting(mail -> mail.message().text())
        .containsExactly(
            "message 1",
            "message 2",
            "message 3",
            "message 4",
            "message 5",
            "message 6",
            "message 7",
            "message 8",
            "message 9");
  }

  @Test
  void a_subscriber_that_asks_for_nothing_is_told_that_it_is_wrong() {
    Session bob = join("bob");
    Collector<Envelope> wrong = new Collector<>();
    bob.mail().subscribe(wrong);
    network.passes(MOMENT);

    wrong.request(0);
    network.passes(MOMENT);

    assertThat(wrong.failures).singleElement().isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closing_a_session_completes_its_subscribers_and_takes_it_off_the_list() {
    Session alice = join("alice");
    Session bob = join("bob");
    Collector<Envelope> subscriber = new Collector<>();
    bob.mail().subscribe(subscriber);
    network.passes(MOMENT);

    bob.close();
    network.passes(MOMENT);

    assertThat(subscriber.completed).isTrue();
    assertThat(done(alice.peers(Scope.MACHINE))).isEmpty();
    assertThat(bob.unread().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void a_closed_subscription_hears_nothing_more() {
    Session alice = join("alice");
    Session bob = join("bob");
    List<String> heard = new ArrayList<>();
    Subscription subscription = bob.onMail(mail -> heard.add(mail.message().text()));
    send(alice, "bob", "heard");

    subscription.close();
    send(alice, "bob", "not heard");

    assertThat(heard).containsExactly("heard");
  }

  @Test
  void a_session_outlives_the_restart_of_its_broker() {
    Session alice = join("alice");
    Session bob = join("bob");
    List<String> heard = listen(bob);
    send(alice, "bob", "before");

    network.restartBroker();
    network.passes(Duration.ofSeconds(10));
    send(alice, "bob", "after");

    assertThat(heard).containsExactly("before", "after");
  }

  @Test
  void a_session_whose_broker_has_lost_everything_registers_again() {
    try (TestNetwork forgetful = TestNetwork.builder().store(InMemoryPeerStore::new).open()) {
      SessionSettings settings = forgetful.sessionSettings();
      forgetful.processes().start(11);
      forgetful.processes().start(12);
      Session alice = Session.join(forgetful.broker(), program(11, "alice"), settings);
      Session bob = Session.join(forgetful.broker(), program(12, "bob"), settings);
      List<String> heard = new ArrayList<>();
      bob.onMail(mail -> heard.add(mail.message().text()));

      forgetful.restartBroker();
      forgetful.passes(Duration.ofMinutes(1));
      forgetful.await(alice.send("bob", "still there?")).orThrow();
      forgetful.passes(MOMENT);

      assertThat(heard).containsExactly("still there?");
    }
  }

  @Test
  void a_question_gets_its_answer() {
    Session alice = join("alice");
    Session bob = join("bob");
    bob.onMail(mail -> bob.reply(mail, "42"));

    CompletionStage<Reply> reply = alice.ask("bob", "What is it?", Duration.ofMinutes(1));
    network.passes(Duration.ofSeconds(1));

    assertThat(done(reply))
        .isInstanceOfSatisfying(
            Reply.Received.class,
            received -> assertThat(received.answer().message().text()).isEqualTo("42"));
  }

  @Test
  void an_answer_that_was_read_elsewhere_still_counts_when_time_is_over() {
    Session alice = join("alice");
    Session bob = join("bob");
    alice.onMail(alice::acknowledge);
    network.passes(MOMENT);
    bob.onMail(mail -> bob.reply(mail, "42"));

    CompletionStage<Reply> reply = alice.ask("bob", "What is it?", Duration.ofSeconds(30));
    network.passes(Duration.ofSeconds(31));

    assertThat(done(reply)).isInstanceOf(Reply.Received.class);
  }

  @Test
  void a_question_without_an_answer_says_how_far_it_has_come() {
    Session alice = join("alice");
    Session bob = join("bob");
    bob.onMail(bob::acknowledge);

    CompletionStage<Reply> reply = alice.ask("bob", "Anybody?", Duration.ofSeconds(30));
    network.passes(Duration.ofSeconds(31));

    assertThat(done(reply))
        .isInstanceOfSatisfying(
            Reply.NotInTime.class,
            late -> assertThat(late.question().state()).isEqualTo(MessageState.READ));
  }

  @Test
  void a_question_to_nobody_is_refused() {
    Session alice = join("alice");

    Reply reply = done(alice.ask("nobody", "Anybody?", Duration.ofSeconds(30)));

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.PEER_NOT_FOUND));
  }

  @Test
  void onlookers_hear_who_comes_and_goes_and_what_was_read() {
    Session alice = join("alice");
    List<PeerEvent> events = new ArrayList<>();
    alice.onEvent(events::add);
    network.passes(MOMENT);

    Session bob = join("bob");
    bob.onMail(bob::acknowledge);
    send(alice, "bob", "hello");
    bob.close();
    network.passes(MOMENT);

    assertThat(events)
        .hasExactlyElementsOfTypes(
            PeerEvent.PeerHere.class, PeerEvent.MessagesRead.class, PeerEvent.PeerGone.class);
  }

  @Test
  void mail_can_be_searched() {
    Session alice = join("alice");
    join("bob");
    send(alice, "bob", "the Build is green", "lunch?");

    assertThat(done(alice.search("build", 10)).orThrow())
        .extracting(mail -> mail.message().text())
        .containsExactly("the Build is green");
  }

  @Test
  void two_sessions_of_one_process_are_two_peers_and_each_comes_back_as_itself() {
    long pid = network.processes().start(77).pid();
    Session red = join(program(pid, "red"));
    Session blue = join(program(pid, "blue"));
    String redId = red.self().id().value();
    assertThat(blue.self().id().value()).isNotEqualTo(redId);

    red.close();
    Session again = join(program(pid, "red"));

    assertThat(again.self().id().value()).isEqualTo(redId);
  }

  @Test
  void who_cannot_join_is_told_why() {
    network.stopBroker();

    assertThatThrownBy(() -> join(program(77, "late")))
        .isInstanceOfSatisfying(
            PeersException.class,
            problem -> assertThat(problem.code()).isEqualTo("broker_unavailable"));
  }

  private Session join(String name) {
    return network.session(name);
  }

  private Session join(String name, SessionSettings settings) {
    long pid = network.processes().start(1_000_000 + name.hashCode() % 1_000).pid();
    return Session.join(network.broker(), program(pid, name), settings);
  }

  private Session join(RegisterRequest request) {
    return Session.join(network.broker(), request, network.sessionSettings());
  }

  private static RegisterRequest program(long pid, String name) {
    return RegisterRequest.of(pid, "/work/" + name, ClientType.PROGRAM)
        .withAgent(pid)
        .withThread(name)
        .withName(new PeerName(name))
        .withWitness(() -> Optional.of(pid));
  }

  private List<String> listen(Session session) {
    List<String> heard = new ArrayList<>();
    session.onMail(mail -> heard.add(mail.message().text()));
    network.passes(MOMENT);
    return heard;
  }

  private void send(Session from, String to, String... texts) {
    for (String text : texts) {
      done(from.send(to, text)).orThrow();
      network.passes(MOMENT);
    }
  }

  private <T> T done(CompletionStage<T> stage) {
    return network.await(stage);
  }

  /// A subscriber that keeps what it got.
  private static final class Collector<T> implements Flow.Subscriber<T> {
    final List<T> items = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    boolean completed;
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();

    void request(long count) {
      source.join().request(count);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source.complete(subscription);
    }

    @Override
    public void onNext(T item) {
      items.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onComplete() {
      completed = true;
    }
  }
}
