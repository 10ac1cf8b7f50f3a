package dev.peers.testkit.model;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.PeersException;
import dev.peers.core.Refusal;
import dev.peers.core.RefusedException;
import dev.peers.core.Sent;
import dev.peers.core.StoreException;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import dev.peers.testkit.model.ReferenceModel.Fate;
import dev.peers.testkit.model.ReferenceModel.Sending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out the steps that send and read mail, and lets the model know what was answered.
final class MailActions {
  private final TestNetwork network;
  private final ReferenceModel model;
  private final Map<String, List<Message>> fetched = new HashMap<>();
  private final Map<String, String> lastText = new HashMap<>();
  private boolean duplicating;
  private boolean storeMayFail;

  MailActions(TestNetwork network, ReferenceModel model) {
    this.network = network;
    this.model = model;
  }

  /// From now on a request may have reached the broker though it was refused.
  void duplicating() {
    duplicating = true;
  }

  /// From now on the store may fail.
  void storeMayFail() {
    storeMayFail = true;
  }

  void take(Step step, TestPeer peer) {
    switch (step.verb()) {
      case SEND -> peer(step.whom()).ifPresent(to -> send(peer, to));
      case AGAIN -> again(peer);
      case REPLY -> reply(peer);
      case CHECK -> check(peer);
      case FETCH -> fetch(peer);
      case DRAIN -> drain(peer);
      case ACK -> acknowledge(peer, step.number());
      case GRAB -> grab(peer, step.whom());
      default -> throw new IllegalArgumentException(step + " is not about mail");
    }
  }

  private void send(TestPeer from, TestPeer to) {
    if (from.isRegistered() && model.id(to.name()).isPresent()) {
      String text = model.newText();
      String ref = model.id(to.name()).get().value();
      lastText.put(from.name(), text);
      deliver(
          new Sending(from.name(), to.name(), text, Fate.OPEN, Optional.empty()),
          () -> from.send(ref, text));
    }
  }

  private void again(TestPeer from) {
    Optional<Sending> last = Optional.ofNullable(lastText.get(from.name())).flatMap(model::sending);
    if (from.isRegistered() && last.isPresent()) {
      deliver(last.get(), from::sendAgain);
    }
  }

  private void reply(TestPeer from) {
    if (!from.isRegistered()) {
      return;
    }
    Optional<Message> oldest = fetch(from).flatMap(mail -> mail.stream().findFirst());
    if (oldest.isEmpty() || oldest.get().from().equals(from.id())) {
      return;
    }
    String text = model.newText();
    String to = network.nameOf(oldest.get().from());
    lastText.put(from.name(), text);
    List<Long> answered = List.of(oldest.get().id());
    model.maybeAcknowledged(answered);
    if (deliver(
        new Sending(from.name(), to, text, Fate.OPEN, Optional.empty()),
        () -> from.reply(oldest.get(), text))) {
      model.acknowledged(answered);
    }
  }

  /// Sends, and says whether that was answered.
  private boolean deliver(Sending sending, Supplier<Sent> sender) {
    boolean certain = sending.fate() == Fate.CERTAIN;
    try {
      Message message = sender.get().message();
      Promise.NO_INVENTION.require(
          message.text().equals(sending.text())
              && (!certain || sending.id().equals(Optional.of(message.id()))),
          () -> sending + " was answered with #" + message.id() + " \"" + message.text() + '"');
      model.sent(sending.turnedOut(Fate.CERTAIN, Optional.of(message.id())));
      return true;
    } catch (RefusedException e) {
      requireReason(sending, e.refusal());
      refused(sending, duplicating);
    } catch (StoreException e) {
      Promise.ANSWERS.require(storeMayFail, () -> sending + " failed: " + e.getMessage());
      refused(sending, duplicating || network.store().hasCrashed());
    } catch (BrokerUnavailableException e) {
      refused(sending, true);
    }
    return false;
  }

  /// What was answered once stays certain, and what was open before stays open.
  private void refused(Sending sending, boolean mayBeStored) {
    if (sending.fate() != Fate.CERTAIN) {
      boolean wasOpen =
          model.sending(sending.text()).filter(s -> s.fate() == Fate.OPEN).isPresent();
      model.sent(
          sending.turnedOut(mayBeStored || wasOpen ? Fate.OPEN : Fate.REFUSED, Optional.empty()));
    }
  }

  private void requireReason(Sending sending, Refusal refusal) {
    boolean reason =
        switch (refusal.code()) {
          case PEER_NOT_FOUND -> !isSettled(sending.to());
          case UNKNOWN_SENDER, UNKNOWN_PEER, WRONG_SECRET -> !isSettled(sending.from());
          case RATE_LIMITED, MESSAGE_NOT_FOUND -> true;
          case INBOX_FULL ->
              network.unread(network.peer(sending.to())).size() >= ScriptRun.LIMITS.unreadPerPeer();
          default -> false;
        };
    Promise.ANSWERS.require(reason, () -> sending + " was refused: " + refusal.text());
  }

  private boolean isSettled(String name) {
    return peer(name)
        .filter(p -> p.isRunning() && p.isConnected() && !p.link().isCut())
        .isPresent();
  }

  private Optional<List<Message>> fetch(TestPeer peer) {
    if (!peer.isRegistered()) {
      return Optional.empty();
    }
    List<Message> before = network.unread(peer);
    Optional<List<Message>> mail = attempt(() -> peer.fetch()).map(MailActions::messages);
    mail.ifPresent(
        shown -> {
          int page = Math.min(before.size(), ScriptRun.LIMITS.fetchSize());
          requireShown(peer, before.subList(0, page), shown);
          fetched.put(peer.name(), shown);
        });
    return mail;
  }

  private void drain(TestPeer peer) {
    if (!peer.isRegistered()) {
      return;
    }
    List<Long> unread = network.unread(peer).stream().map(Message::id).toList();
    model.maybeAcknowledged(unread);
    attempt(() -> network.await(peer.link().drain(peer.caller())).orThrow())
        .map(MailActions::messages)
        .ifPresent(read -> model.acknowledged(read.stream().map(Message::id).toList()));
  }

  private void check(TestPeer peer) {
    if (!peer.isRegistered()) {
      return;
    }
    List<Message> before = network.unread(peer);
    Optional<List<Message>> mail = attempt(() -> peer.check()).map(MailActions::messages);
    if (mail.isPresent()) {
      requireShown(peer, before, mail.get());
      model.acknowledged(mail.get().stream().map(Message::id).toList());
    } else {
      model.maybeAcknowledged(
          peer.received().stream().map(envelope -> envelope.message().id()).toList());
    }
  }

  private void requireShown(TestPeer peer, List<Message> before, List<Message> shown) {
    List<Long> ids = shown.stream().map(Message::id).toList();
    Promise.UNREAD_SHOWN.require(
        ids.equals(ids.stream().sorted().distinct().toList()),
        () -> peer.name() + " was shown " + ids + ", which is not in order");
    List<Long> unread = before.stream().map(Message::id).toList();
    Promise.UNREAD_SHOWN.require(
        ids.containsAll(unread),
        () -> peer.name() + " was shown " + ids + " of the unread " + unread);
    ids.forEach(
        id ->
            Promise.UNREAD_SHOWN.require(
                !model.isAcknowledged(id),
                () -> peer.name() + " was shown #" + id + ", which it has acknowledged"));
  }

  private void acknowledge(TestPeer peer, int which) {
    List<Message> known = fetched.getOrDefault(peer.name(), List.of());
    if (!peer.isRegistered() || known.isEmpty()) {
      return;
    }
    Message message = known.get((which - 1) % known.size());
    List<Long> id = List.of(message.id());
    if (attempt(() -> peer.acknowledge(message)).isPresent()) {
      if (message.to().equals(peer.id())) {
        acknowledged(id);
      }
    } else {
      model.maybeAcknowledged(id);
    }
  }

  /// Mail that was given up in the meantime cannot be read any more.
  private void acknowledged(List<Long> ids) {
    model.acknowledged(
        network.messages().stream()
            .filter(message -> message.expiredAt().isEmpty())
            .map(Message::id)
            .filter(ids::contains)
            .toList());
  }

  private void grab(TestPeer thief, String owner) {
    Optional<TestPeer> other = peer(owner).filter(peer -> peer != thief);
    if (other.isEmpty() || !thief.isRegistered()) {
      return;
    }
    Message[] mail = network.unread(other.get()).toArray(Message[]::new);
    if (mail.length > 0) {
      attempt(() -> thief.acknowledge(mail))
          .ifPresent(
              count ->
                  Promise.HONEST_READ.require(
                      count == 0,
                      () -> thief.name() + " acknowledged " + count + " of " + owner + "'s"));
    }
  }

  static <T> Optional<T> attempt(Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (PeersException e) {
      return Optional.empty();
    }
  }

  private Optional<TestPeer> peer(String name) {
    return network.peers().stream().filter(peer -> peer.name().equals(name)).findFirst();
  }

  private static List<Message> messages(List<Envelope> mail) {
    return mail.stream().map(Envelope::message).toList();
  }
}
