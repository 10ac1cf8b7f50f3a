package dev.peers.testkit.assertj;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerName;
import dev.peers.core.port.PeerRecord;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/// Assertions on a whole network.
public final class NetworkAssert extends AbstractAssert<NetworkAssert, TestNetwork> {
  NetworkAssert(TestNetwork network) {
    super(network, NetworkAssert.class);
  }

  /// Goes on with one of its agents, by the name that the script gave it.
  public PeerAssert peer(String name) {
    if (actual.peers().stream().noneMatch(peer -> peer.name().equals(name))) {
      failWithMessage(
          "Expecting an agent \"%s\" in the script, but only these have joined: %s",
          name, actual.peers().stream().map(TestPeer::name).toList());
    }
    return new PeerAssert(actual.peer(name));
  }

  /// Goes on with the newest message of exactly this text.
  public MessageAssert message(String text) {
    Optional<Message> found =
        actual.messages().reversed().stream().filter(m -> m.text().equals(text)).findFirst();
    if (found.isEmpty()) {
      failWithMessage(
          "Expecting a message \"%s\" in the store, but there %s%s",
          text, Texts.described(actual, actual.messages(), "is none"), Texts.run(actual));
    }
    return new MessageAssert(actual, found.orElseThrow());
  }

  /// That these peers, and no others, are here, by the names that the network knows them by.
  public NetworkAssert hasPeersHere(String... names) {
    List<String> here =
        actual.peers().stream()
            .flatMap(peer -> actual.record(peer).stream())
            .map(PeerRecord::peer)
            .filter(peer -> peer.isHere())
            .map(peer -> peer.name())
            .map(PeerName::value)
            .sorted()
            .toList();
    List<String> wanted = List.of(names).stream().sorted().toList();
    if (!here.equals(wanted)) {
      failWithMessage(
          "Expecting these peers to be here: %s, but it is these: %s%s",
          wanted, here, Texts.run(actual));
    }
    return this;
  }

  /// That so many messages are in the store.
  public NetworkAssert hasMessages(int count) {
    List<Message> messages = actual.messages();
    if (messages.size() != count) {
      failWithMessage(
          "Expecting %s messages in the store, but there %s%s",
          count, Texts.described(actual, messages, "is none"), Texts.run(actual));
    }
    return this;
  }
}
