package dev.peers.testkit.model;

import dev.peers.core.model.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a network must hold, as far as those know who use it: plain maps of what was answered.
final class ReferenceModel {
  /// What the sender knows of a message.
  enum Fate {
    /// It was answered: it is stored.
    CERTAIN,
    /// There was no answer: it may be stored.
    OPEN,
    /// It was refused: it is not stored.
    REFUSED
  }

  /// One message by its text, which no other message has.
  record Sending(String from, String to, String text, Fate fate, Optional<Long> id) {
    Sending turnedOut(Fate newFate, Optional<Long> newId) {
      return new Sending(from, to, text, newFate, newId);
    }

    @Override
    public String toString() {
      return "\"" + text + "\" from " + from + " to " + to;
    }
  }

  private final Map<String, PeerId> ids = new HashMap<>();
  private final Map<String, Sending> sendings = new LinkedHashMap<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private final Set<Long> maybeAcknowledged = new HashSet<>();

  /// A text that was not used before.
  String newText() {
    return "m" + (sendings.size() + 1);
  }

  void sent(Sending sending) {
    sendings.put(sending.text, sending);
  }

  Optional<Sending> sending(String text) {
    return Optional.ofNullable(sendings.get(text));
  }

  List<Sending> sendings() {
    return new ArrayList<>(sendings.values());
  }

  /// Learns the id of an agent, which it keeps from then on.
  ///
  /// @param mayBeNew whether it has been gone for so long that it may have been forgotten
  void identified(String agent, PeerId id, boolean mayBeNew) {
    PeerId before = ids.put(agent, id);
    Promise.IDENTITY.require(
        before == null || before.equals(id) || mayBeNew,
        () -> agent + " was " + before + " and is " + id);
  }

  Optional<PeerId> id(String agent) {
    return Optional.ofNullable(ids.get(agent));
  }

  /// The agent's own acknowledgement was answered.
  void acknowledged(List<Long> messages) {
    acknowledged.addAll(messages);
  }

  /// The agent's own acknowledgement was not answered.
  void maybeAcknowledged(List<Long> messages) {
    maybeAcknowledged.addAll(messages);
  }

  boolean isAcknowledged(long message) {
    return acknowledged.contains(message);
  }

  boolean mayBeAcknowledged(long message) {
    return acknowledged.contains(message) || maybeAcknowledged.contains(message);
  }
}
