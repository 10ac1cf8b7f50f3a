package dev.peers.cli.hook;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.PeerStatus;
import dev.peers.core.RefusedException;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Has a hook show unread mail itself, which then counts as read. A hook is no peer and holds no
/// peer's secret: it uses the key that the broker leaves for the agent while mail waits.
final class MailShow {
  private static final Comparator<Envelope> OLDEST_FIRST =
      Comparator.comparingLong(envelope -> envelope.message().id());

  private final Broker broker;
  private final MarkerFolder markers;
  private final int room;
  private final Consumer<String> log;
  private final Deadline deadline;

  /// @param room how many characters a hook may say
  MailShow(Broker broker, MarkerFolder markers, int room, Consumer<String> log, Deadline deadline) {
    this.broker = broker;
    this.markers = markers;
    this.room = room;
    this.log = log;
    this.deadline = deadline;
  }

  boolean isWanted() {
    return room > 0;
  }

  /// What to say at an event; empty if the mail can only be told of.
  ///
  /// @param peers the peers that the session is
  Optional<Reply> reply(String event, long agent, List<PeerStatus> peers) {
    try {
      Optional<Secret> key = markers.key(agent);
      if (key.isEmpty()) {
        log.accept("unread mail was told of, not shown: the marker file holds no key");
        return Optional.empty();
      }
      ShownMail shown = ShownMail.of(fetch(peers, key.get()), room);
      return shown.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Reply.context(event, shown.text(), by -> wasRead(shown.mail(), key.get(), by)));
    } catch (IOException | HookException | RefusedException | IllegalArgumentException e) {
      log.accept("unread mail was told of, not shown: " + e.getMessage());
      return Optional.empty();
    }
  }

  private List<Envelope> fetch(List<PeerStatus> peers, Secret key) {
    List<CompletionStage<List<Envelope>>> asked = new ArrayList<>();
    for (PeerStatus peer : peers) {
      if (peer.unread() > 0) {
        asked.add(
            broker.fetch(Caller.of(peer.peer().id(), key)).thenApply(outcome -> outcome.orThrow()));
      }
    }
    return asked.stream()
        .flatMap(stage -> deadline.await(stage, "fetch").stream())
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /// If this fails the mail stays unread and is shown or told of again.
  private void wasRead(List<Envelope> mail, Secret key, Deadline by) {
    Map<PeerId, List<Long>> byRecipient =
        mail.stream()
            .map(Envelope::message)
            .collect(
                Collectors.groupingBy(
                    message -> message.to(),
                    Collectors.mapping(message -> message.id(), Collectors.toList())));
    byRecipient.forEach(
        (peer, ids) -> {
          try {
            by.await(broker.acknowledge(Caller.of(peer, key), ids), "acknowledge").orThrow();
          } catch (HookException | RefusedException e) {
            log.accept(ids.size() + " messages were shown and stay unread: " + e.getMessage());
          }
        });
  }
}
