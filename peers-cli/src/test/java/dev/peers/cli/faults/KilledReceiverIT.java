package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.DeliveryReport;
import dev.peers.core.PeerEvent;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.Wake;
import dev.peers.protocol.BrokerStarter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions that die between the push of their mail and its acknowledgement.
class KilledReceiverIT {
  private static final int MESSAGES = 40;
  private static final String FOLDER = "/work/receiver";

  private final BrokerHome home = BrokerHome.create();
  private Party sender;

  @BeforeEach
  void start() {
    home.launchReady();
    sender = Party.join(home, "/work/sender");
  }

  @AfterEach
  void close() {
    sender.close();
    home.close();
  }

  @Test
  void the_next_session_of_the_agent_gets_everything_that_was_not_acknowledged() throws Exception {
    Process agent = home.sleeper();
    Party first = session(agent, FOLDER);
    List<String> sent = sendUntilPushed(first);
    Party next = session(agent, FOLDER);
    assertThat(next.registration().resumed()).isTrue();
    assertThat(next.peer().id()).isEqualTo(first.peer().id());
    assertThat(next.peer().name()).isEqualTo(first.peer().name());
    assertThat(next.registration().unread()).isEqualTo(sent.size());
    assertThat(next.fetchTexts()).isEqualTo(sent);
    assertThat(next.fetch().getFirst().message().state()).isEqualTo(MessageState.PUSHED);
    next.close();
  }

  @Test
  void what_was_acknowledged_before_is_not_shown_again() throws Exception {
    Process agent = home.sleeper();
    Party first = session(agent, FOLDER);
    List<String> sent = sendUntilPushed(first, 3);
    Party next = session(agent, FOLDER);
    assertThat(next.fetchTexts()).isEqualTo(sent.subList(3, sent.size()));
    next.close();
  }

  @Test
  void after_the_agent_itself_has_ended_its_successor_in_the_folder_gets_the_mail()
      throws Exception {
    Process agent = home.sleeper();
    Party first = session(agent, FOLDER);
    List<String> sent = sendUntilPushed(first);
    BrokerHome.kill(agent);
    Party stranger = session(home.sleeper(), "/work/elsewhere");
    assertThat(stranger.fetchTexts()).isEmpty();
    Party next = session(home.sleeper(), FOLDER);
    assertThat(next.peer().id()).isEqualTo(first.peer().id());
    assertThat(next.peer().name()).isEqualTo(first.peer().name());
    assertThat(next.fetchTexts()).isEqualTo(sent);
    stranger.close();
    next.close();
  }

  @Test
  void the_mail_of_one_that_died_outlives_the_broker_too() throws Exception {
    Process agent = home.sleeper();
    Party first = session(agent, FOLDER);
    List<String> sent = sendUntilPushed(first);
    home.killBrokers();
    home.launchReady();
    Party next = session(agent, FOLDER);
    assertThat(next.peer().id()).isEqualTo(first.peer().id());
    assertThat(next.fetchTexts()).isEqualTo(sent);
    assertThat(next.acknowledge(ids(next.fetch()))).isEqualTo(sent.size());
    home.killBrokers();
    home.launchReady();
    assertThat(next.fetchTexts()).isEmpty();
    next.close();
  }

  @Test
  void one_that_dies_is_off_the_list_within_two_seconds() throws Exception {
    Process agent = home.sleeper();
    Party first = session(agent, FOLDER);
    listen(first, 1, 0);
    first.die();
    boolean noticed =
        Waiting.until(Duration.ofSeconds(2), () -> !sender.send(first, "there?").isDone());
    assertThat(noticed).isTrue();
  }

  private Party session(Process agent, String folder) {
    return Party.join(home, agent, folder, BrokerStarter.NONE);
  }

  private List<String> sendUntilPushed(Party receiver) throws Exception {
    return sendUntilPushed(receiver, 0);
  }

  /// Sends a burst, and has the receiver die at its first push, after it acknowledged some. What is
  /// returned was sent for sure.
  private List<String> sendUntilPushed(Party receiver, int acknowledged) throws Exception {
    CountDownLatch pushed = listen(receiver, Math.max(1, acknowledged), acknowledged);
    List<String> sent = new ArrayList<>();
    boolean died = false;
    for (int i = 1; i <= MESSAGES; i++) {
      if (sender.send(receiver, "message " + i).isDone()) {
        sent.add("message " + i);
      }
      if (!died && i >= Math.max(1, acknowledged)) {
        assertThat(pushed.await(10, TimeUnit.SECONDS)).isTrue();
        receiver.die();
        died = true;
      }
    }
    return sent;
  }

  /// Listens on the event stream and reports as pushed what comes; the latch opens after so many.
  private static CountDownLatch listen(Party receiver, int pushes, int acknowledged)
      throws Exception {
    CountDownLatch pushed = new CountDownLatch(pushes);
    List<Long> seen = new ArrayList<>();
    Waiting.answer(
            receiver
                .broker()
                .subscribe(
                    new SubscribeRequest(receiver.caller(), Optional.empty()),
                    event -> {
                      if (event instanceof PeerEvent.MessageArrived(Envelope envelope)) {
                        long id = envelope.message().id();
                        seen.add(id);
                        push(receiver, id);
                        if (seen.size() == acknowledged) {
                          receiver.acknowledge(seen);
                        }
                        pushed.countDown();
                      }
                    }))
        .orThrow();
    return pushed;
  }

  private static void push(Party receiver, long id) {
    Waiting.answer(
        receiver.broker().report(new DeliveryReport(receiver.caller(), Wake.NONE, List.of(id))));
  }

  private static List<Long> ids(List<Envelope> mail) {
    return mail.stream().map(Envelope::message).map(Message::id).toList();
  }
}
