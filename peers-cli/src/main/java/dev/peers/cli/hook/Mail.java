package dev.peers.cli.hook;

import dev.peers.core.PeerStatus;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Party;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What waits for one session.
///
/// @param count how many unread messages
/// @param senders who wrote them; empty if that is not known
record Mail(int count, List<String> senders) {
  static final Mail NONE = new Mail(0, List.of());

  private static final int MOST_SENDERS = 8;

  /// The mail of a session, of what waits for its agent. One Codex process may serve several
  /// threads, each with a peer of its own; then only that thread's mail counts.
  ///
  /// @param peers the peers of this agent, as far as they are known
  static Mail of(UnreadSummary summary, List<PeerStatus> peers, Optional<String> thread) {
    int count = thread.isPresent() ? countOf(peers, thread.get(), summary) : summary.count();
    return new Mail(
        count,
        // The summary does not tell which of the agent's peers they wrote to.
        count == summary.count()
            ? summary.senders().stream().map(PeerId::value).toList()
            : List.of());
  }

  /// The mail that was fetched.
  static Mail of(List<Envelope> mail) {
    return new Mail(
        mail.size(),
        mail.stream()
            .map(e -> sender(e.message().from(), e.from(), e.message().verified()))
            .distinct()
            .toList());
  }

  private static String sender(PeerId id, Party party, boolean verified) {
    return party.name().map(name -> sender(name, id, verified)).orElse(id.value());
  }

  private static String sender(PeerName name, PeerId id, boolean verified) {
    return name + " (" + id + (verified ? ")" : ", unverified)");
  }

  /// How a peer is called that has written.
  static String sender(Peer peer) {
    return sender(peer.name(), peer.id(), peer.verified());
  }

  private static int countOf(List<PeerStatus> peers, String thread, UnreadSummary summary) {
    List<PeerStatus> others = peers.stream().filter(peer -> isOfOther(peer, thread)).toList();
    return Math.max(0, summary.count() - others.stream().mapToInt(PeerStatus::unread).sum());
  }

  /// Whether a peer is another thread of the agent than this one.
  static boolean isOfOther(PeerStatus status, String thread) {
    return status.peer().thread().filter(its -> !its.equals(thread)).isPresent();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// The same with those senders called as they are that are known.
  ///
  /// @param names by their ids
  Mail named(Map<String, String> names) {
    return new Mail(count, senders.stream().map(id -> names.getOrDefault(id, id)).toList());
  }

  /// How much there is and from whom, as part of a sentence. It holds nothing of the messages: only
  /// ids and names, which have a shape.
  @Override
  public String toString() {
    return count + (count == 1 ? " unread message" : " unread messages") + from();
  }

  private String from() {
    if (senders.isEmpty()) {
      return "";
    }
    String shown = senders.stream().limit(MOST_SENDERS).collect(Collectors.joining(", "));
    int more = senders.size() - MOST_SENDERS;
    return " from " + shown + (more > 0 ? " and " + more + " more" : "");
  }
}
