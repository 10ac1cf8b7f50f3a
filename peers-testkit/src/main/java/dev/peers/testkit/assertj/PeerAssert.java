package dev.peers.testkit.assertj;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.port.PeerRecord;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/// Assertions on one agent of a network: what the store knows of it, and what it was shown.
public final class PeerAssert extends AbstractAssert<PeerAssert, TestPeer> {
  PeerAssert(TestPeer peer) {
    super(peer, PeerAssert.class);
  }

  /// That so many messages wait for it in the store.
  public PeerAssert hasUnread(int count) {
    List<Message> unread = network().unread(actual);
    if (unread.size() != count) {
      fail(
          "to have " + count + " unread, but there",
          Texts.described(network(), unread, "is no unread message"));
    }
    return this;
  }

  public PeerAssert hasNoUnread() {
    return hasUnread(0);
  }

  /// That the agent was shown messages of these texts, whatever else it was shown.
  public PeerAssert hasReceived(String... texts) {
    List<String> missing =
        List.of(texts).stream().filter(text -> !received().contains(text)).toList();
    if (!missing.isEmpty()) {
      fail("to have received " + quoted(missing) + ", but it has", quoted(received()));
    }
    return this;
  }

  /// That the agent was shown exactly these, in this order and none twice.
  public PeerAssert hasReceivedExactly(String... texts) {
    if (!received().equals(List.of(texts))) {
      fail(
          "to have received exactly " + quoted(List.of(texts)) + ", but it has",
          quoted(received()));
    }
    return this;
  }

  public PeerAssert hasReceivedNothing() {
    return hasReceivedExactly();
  }

  /// That the network takes it for present.
  public PeerAssert isHere() {
    return registered().filter(Peer::isHere).isPresent() ? this : notSo("to be here");
  }

  /// That the network has noticed that it is not there any more.
  public PeerAssert isGone() {
    return registered().filter(peer -> !peer.isHere()).isPresent() ? this : notSo("to be gone");
  }

  /// That it listens on an event stream.
  public PeerAssert isConnected() {
    return actual.isConnected() ? this : notSo("to be connected");
  }

  public PeerAssert isNotConnected() {
    return actual.isConnected() ? notSo("not to be connected") : this;
  }

  /// That its own MCP server woke its agent so many times.
  public PeerAssert wasWoken(int times) {
    if (actual.wakes().size() != times) {
      fail(
          "to have been woken " + times + " times, but that was", actual.wakes().size() + " times");
    }
    return this;
  }

  private PeerAssert notSo(String what) {
    Optional<Peer> peer = registered();
    String state =
        peer.isEmpty()
            ? "not registered"
            : peer.get().goneAt().map(at -> "gone since " + at).orElse("here");
    fail(
        what + ", but it is",
        state
            + (actual.isConnected() ? ", connected" : ", not connected")
            + (actual.isRunning() ? ", its processes live" : ", its processes do not both live"));
    return this;
  }

  private void fail(String expectation, String actually) {
    failWithMessage(
        "Expecting agent \"%s\" %s %s%s",
        actual.name(), expectation, actually, Texts.run(network()));
  }

  private Optional<Peer> registered() {
    return network().record(actual).map(PeerRecord::peer);
  }

  private List<String> received() {
    return actual.received().stream().map(Envelope::message).map(Message::text).toList();
  }

  private static String quoted(List<String> texts) {
    return texts.isEmpty() ? "nothing" : "[\"" + String.join("\", \"", texts) + "\"]";
  }

  private TestNetwork network() {
    return actual.network();
  }
}
