package dev.peers.testkit.assertj;

import static dev.peers.testkit.assertj.PeersAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The assertions hold when they should, and say what was wrong when they do not.
class PeersAssertionsTest {
  private final TestNetwork network = TestNetwork.create(5);
  private final TestPeer alice = network.join("alice");
  private final TestPeer bob = network.join("bob");

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void unread_mail_is_counted_and_shown() {
    assertThat(network).peer("bob").hasNoUnread();
    alice.send(bob, "one");
    alice.send(bob, "two");
    assertThat(network).peer("bob").hasUnread(2);
    assertThat(failure(() -> assertThat(network).peer("bob").hasUnread(3)))
        .startsWith(
            """
            Expecting agent "bob" to have 3 unread, but there are 2:
              #1 stored, from alice to bob: "one"
              #2 stored, from alice to bob: "two"

            The run so far:
            seed 5
            """)
        .contains("alice sends \"one\" to bob");
    assertThat(failure(() -> assertThat(alice).hasUnread(1)))
        .startsWith("Expecting agent \"alice\" to have 1 unread, but there is no unread message\n");
  }

  @Test
  void what_was_received_is_told() {
    assertThat(bob).hasReceivedNothing();
    assertThat(failure(() -> assertThat(bob).hasReceived("one")))
        .startsWith("Expecting agent \"bob\" to have received [\"one\"], but it has nothing\n");
    alice.send(bob, "one");
    alice.send(bob, "two");
    bob.check();
    assertThat(bob).hasReceived("two").hasReceivedExactly("one", "two");
    assertThat(failure(() -> assertThat(bob).hasReceived("one", "three")))
        .startsWith(
            "Expecting agent \"bob\" to have received [\"three\"], but it has [\"one\","
                + " \"two\"]\n");
    assertThat(failure(() -> assertThat(bob).hasReceivedExactly("two", "one")))
        .startsWith(
            "Expecting agent \"bob\" to have received exactly [\"two\", \"one\"], but it has"
                + " [\"one\", \"two\"]\n");
  }

  @Test
  void presence_is_told() {
    assertThat(bob).isHere().isConnected().wasWoken(0);
    assertThat(failure(() -> assertThat(bob).isGone()))
        .startsWith(
            "Expecting agent \"bob\" to be gone, but it is here, connected, its processes live\n");
    assertThat(failure(() -> assertThat(bob).isNotConnected()))
        .startsWith("Expecting agent \"bob\" not to be connected, but it is here, connected");
    assertThat(failure(() -> assertThat(bob).wasWoken(1)))
        .startsWith("Expecting agent \"bob\" to have been woken 1 times, but that was 0 times\n");
    bob.crash();
    network.passes(Duration.ofSeconds(1));
    assertThat(bob).isGone().isNotConnected();
    assertThat(failure(() -> assertThat(bob).isHere()))
        .startsWith(
            "Expecting agent \"bob\" to be here, but it is gone since 2026-06-06T12:00:01Z, not"
                + " connected, its processes do not both live\n");
    assertThat(failure(() -> assertThat(bob).isConnected()))
        .startsWith("Expecting agent \"bob\" to be connected, but it is gone since");
  }

  @Test
  void states_of_messages_are_told() {
    alice.send(bob, "one");
    assertThat(network).message("one").isStored().isUnread().isFrom("alice").isTo("bob");
    assertThat(failure(() -> assertThat(network).message("one").isRead()))
        .startsWith(
            """
            Expecting message "one" to be read, but it is
              #1 stored, from alice to bob: "one"

            The run so far:
            """);
    assertThat(failure(() -> assertThat(network).message("one").isFrom("bob")))
        .startsWith("Expecting message \"one\" to be from bob, but it is\n");
    assertThat(failure(() -> assertThat(network).message("one").isTo("alice")))
        .startsWith("Expecting message \"one\" to be to alice, but it is\n");
    assertThat(failure(() -> assertThat(network).message("one").isPushed()))
        .startsWith("Expecting message \"one\" to be pushed, but it is\n");
    assertThat(failure(() -> assertThat(network).message("one").isExpired()))
        .startsWith("Expecting message \"one\" to be expired, but it is\n");
    bob.check();
    assertThat(network).message("one").isRead();
    assertThat(failure(() -> assertThat(network).message("one").isUnread()))
        .startsWith("Expecting message \"one\" to be unread, but it is\n  #1 read");
    assertThat(failure(() -> assertThat(network).message("one").isStored()))
        .startsWith("Expecting message \"one\" to be stored, but it is\n");
  }

  @Test
  void the_network_as_a_whole_is_told() {
    assertThat(network).hasPeersHere("bob", "alice").hasMessages(0);
    assertThat(failure(() -> assertThat(network).hasPeersHere("alice")))
        .startsWith("Expecting these peers to be here: [alice], but it is these: [alice, bob]\n");
    assertThat(failure(() -> assertThat(network).hasMessages(1)))
        .startsWith("Expecting 1 messages in the store, but there is none\n");
    assertThat(failure(() -> assertThat(network).message("one")))
        .startsWith("Expecting a message \"one\" in the store, but there is none\n");
    assertThat(failure(() -> assertThat(network).peer("carol")))
        .isEqualTo(
            "Expecting an agent \"carol\" in the script, but only these have joined: [alice, bob]");
  }

  @Test
  void a_text_with_a_percent_sign_is_shown_as_it_is() {
    alice.send(bob, "100% done");
    assertThat(failure(() -> assertThat(bob).hasNoUnread())).contains("\"100% done\"");
  }

  private static String failure(ThrowingCallable assertion) {
    AssertionError error = catchThrowableOfType(AssertionError.class, assertion);
    assertThat(error).isNotNull();
    return String.valueOf(error.getMessage());
  }
}
