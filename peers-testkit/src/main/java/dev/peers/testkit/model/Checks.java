package dev.peers.testkit.model;

import dev.peers.core.ListRequest;
import dev.peers.core.PeerEvent;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.port.PeerRecord;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import dev.peers.testkit.model.ReferenceModel.Fate;
import dev.peers.testkit.model.ReferenceModel.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds a network against the model after each step.
final class Checks {
  private static final Duration UNREAD_KEPT = Duration.ofDays(7);
  private static final Duration READ_KEPT = Duration.ofDays(30);

  private final TestNetwork network;
  private final ReferenceModel model;
  private final Set<Long> purged = new HashSet<>();
  private Map<Long, Message> before = Map.of();
  private long newest;

  Checks(TestNetwork network, ReferenceModel model) {
    this.network = network;
    this.model = model;
  }

  void check() {
    identities();
    List<Message> stored = network.messages();
    Map<Long, Message> now = new HashMap<>();
    Set<String> texts = new HashSet<>();
    for (Message message : stored) {
      Promise.NO_INVENTION.require(
          texts.add(message.text()), () -> "there are two of \"" + message.text() + '"');
      now.put(message.id(), message);
      newest = Math.max(newest, message.id());
      wasSent(message);
      state(message);
    }
    nothingLost(texts);
    forward(now);
    order();
    unreadCounts(stored);
    told();
    before = now;
  }

  private void identities() {
    boolean mayBeNew =
        Duration.between(network.startedAt(), network.clock().instant()).compareTo(READ_KEPT) > 0;
    for (TestPeer peer : network.peers()) {
      if (peer.isRegistered()) {
        model.identified(peer.name(), peer.id(), mayBeNew);
      }
    }
    Set<String> names = new HashSet<>();
    for (PeerRecord record : network.records()) {
      Promise.UNIQUE_NAMES.require(
          names.add(record.id().value()) && names.add(record.peer().name().value()),
          () -> record.peer().name() + " (" + record.id() + ") is there twice");
    }
  }

  private void wasSent(Message message) {
    Optional<Sending> sending = model.sending(message.text());
    Promise.NO_INVENTION.require(sending.isPresent(), () -> describe(message) + " was never sent");
    Sending known = sending.orElseThrow();
    Promise.NO_TRACE_OF_REFUSED.require(
        known.fate() != Fate.REFUSED, () -> describe(message) + " is stored though it was refused");
    Promise.NO_INVENTION.require(
        isOf(known.from(), message.from().value()) && isOf(known.to(), message.to().value()),
        () -> describe(message) + " was sent as " + known);
    Promise.NO_INVENTION.require(
        known.id().isEmpty() || known.id().get() == message.id(),
        () -> describe(message) + " was answered as #" + known.id().orElse(0L));
  }

  private boolean isOf(String agent, String id) {
    return model.id(agent).filter(known -> known.value().equals(id)).isPresent();
  }

  private void state(Message message) {
    boolean read = message.readAt().isPresent();
    Promise.HONEST_READ.require(
        !read || model.mayBeAcknowledged(message.id()),
        () -> describe(message) + " is called read, and nobody acknowledged it");
    Promise.KEPT_ACKNOWLEDGEMENT.require(
        read || !model.isAcknowledged(message.id()),
        () -> describe(message) + " was acknowledged, and is " + message.state());
    Promise.HONEST_PUSHED.require(
        message.pushedAt().isEmpty() || network.nameOf(message.to()).equals(Actions.PUSHED),
        () -> describe(message) + " is called pushed, and nobody was handed its text");
    Instant expired = message.expiredAt().orElse(Instant.MAX);
    Promise.EXPIRY.require(
        !expired.isBefore(message.sentAt().plus(UNREAD_KEPT)),
        () ->
            describe(message)
                + " was given up after "
                + Duration.between(message.sentAt(), message.expiredAt().orElse(message.sentAt())));
  }

  private void nothingLost(Set<String> texts) {
    for (Sending sending : model.sendings()) {
      boolean kept = sending.fate() != Fate.CERTAIN || texts.contains(sending.text());
      Promise.NO_LOSS.require(
          kept || sending.id().filter(this::wasPurged).isPresent(),
          () -> sending + " was stored as #" + sending.id().orElse(0L) + ", and is gone");
    }
  }

  /// Whether it was time to delete it when it was seen last: it had ended long ago, or there are
  /// enough newer ones.
  private boolean wasPurged(long id) {
    Instant now = network.clock().instant();
    Optional<Instant> ended =
        Optional.ofNullable(before.get(id)).flatMap(last -> last.readAt().or(last::expiredAt));
    boolean surplus = id <= newest - ScriptRun.LIMITS.messagesKept();
    if (ended.filter(at -> surplus || at.plus(READ_KEPT).isBefore(now)).isPresent()) {
      purged.add(id);
    }
    return purged.contains(id);
  }

  private void forward(Map<Long, Message> now) {
    for (Message old : before.values()) {
      Message current = now.get(old.id());
      if (current == null) {
        continue;
      }
      Promise.MONOTONE.require(
          current.sentAt().equals(old.sentAt())
              && stays(old.pushedAt(), current.pushedAt())
              && stays(old.readAt(), current.readAt())
              && stays(old.expiredAt(), current.expiredAt()),
          () -> describe(old) + " was " + old.state() + " and is " + current.state());
    }
  }

  private static boolean stays(Optional<Instant> old, Optional<Instant> current) {
    return old.isEmpty() || old.equals(current);
  }

  private void order() {
    Map<String, Long> last = new HashMap<>();
    for (Sending sending : model.sendings()) {
      if (sending.fate() == Fate.CERTAIN && sending.id().isPresent()) {
        long id = sending.id().get();
        long previous =
            Optional.ofNullable(last.put(sending.from() + ">" + sending.to(), id)).orElse(0L);
        Promise.ORDER.require(
            id > previous,
            () -> sending + " is #" + id + ", but the one before it is #" + previous);
      }
    }
  }

  private void unreadCounts(List<Message> stored) {
    if (!network.isBrokerRunning()) {
      return;
    }
    for (TestPeer peer : network.peers()) {
      Optional<PeerRecord> record = network.record(peer).filter(r -> r.peer().isHere());
      if (record.isPresent() && record.get().peer().agent().isPresent()) {
        long agent = record.get().peer().agent().get().pid();
        int counted = network.await(network.broker().unreadSummary(agent)).count();
        long unread =
            stored.stream().filter(m -> m.isUnread() && m.to().equals(record.get().id())).count();
        Promise.UNREAD_COUNT.require(
            counted == unread,
            () -> peer.name() + " counts " + counted + " unread, and has " + unread);
      }
    }
  }

  private void told() {
    for (TestPeer peer : network.peers()) {
      if (peer.isRunning() && peer.isConnected() && !peer.link().isCut()) {
        Set<Long> told = new HashSet<>();
        peer.events()
            .forEach(
                event -> {
                  if (event instanceof PeerEvent.MessageArrived(Envelope envelope)) {
                    told.add(envelope.message().id());
                  }
                });
        for (Message message : network.unread(peer)) {
          Promise.TOLD.require(
              told.contains(message.id()), () -> describe(message) + " was not told of");
        }
      }
    }
  }

  /// Who is connected is listed. The dead are noticed by this, so it is not looked at every time.
  void presence() {
    if (!network.isBrokerRunning()) {
      return;
    }
    List<PeerStatus> listed = network.await(network.broker().list(ListRequest.MACHINE));
    for (TestPeer peer : network.peers()) {
      if (peer.isRunning() && peer.isConnected()) {
        long count = listed.stream().filter(s -> s.peer().id().equals(peer.id())).count();
        Promise.PRESENCE.require(
            count == 1, () -> peer.name() + " is connected, and is listed " + count + " times");
      }
    }
  }

  /// When everybody has looked, everybody has seen all that was sent.
  void arrival() {
    Set<String> shown = new HashSet<>();
    for (TestPeer peer : network.peers()) {
      for (Envelope envelope : peer.received()) {
        shown.add(envelope.message().text());
      }
    }
    for (Message message : network.messages()) {
      Promise.ARRIVAL.require(
          !message.isUnread(), () -> describe(message) + " is still unread after everybody looked");
      Promise.ARRIVAL.require(
          message.expiredAt().isPresent()
              || shown.contains(message.text())
              || model.mayBeAcknowledged(message.id()),
          () -> describe(message) + " was shown to nobody");
    }
  }

  private String describe(Message message) {
    return "#"
        + message.id()
        + " \""
        + message.text()
        + "\" from "
        + network.nameOf(message.from())
        + " to "
        + network.nameOf(message.to());
  }
}
