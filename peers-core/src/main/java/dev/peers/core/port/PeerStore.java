package dev.peers.core.port;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Keeps peers and messages.
///
/// Reading is safe from any thread, also while somebody writes, and sees only what was committed.
/// Writing is done by one thread at a time. Every method throws [StoreException] if the store
/// fails.
public interface PeerStore extends AutoCloseable {
  /// All peers, those that are gone among them.
  List<PeerRecord> peers();

  /// How many messages wait for each peer that has any.
  Map<PeerId, Integer> unreadCounts();

  /// A peer's unread mail with an id greater than `after`, oldest first.
  ///
  /// @param limit how many at most, positive
  List<Message> unread(PeerId recipient, long after, int limit);

  /// Messages that a peer sent or received, newest first.
  List<Message> history(HistoryQuery query);

  /// The messages with these ids, oldest first; ids that do not exist are passed over.
  List<Message> messages(Collection<Long> ids);

  /// Who wrote the unread mail of these peers, each once, in order of their first message.
  List<PeerId> unreadSenders(Collection<PeerId> recipients);

  /// Runs the work in one transaction that is durable when this returns. If the work or the commit
  /// throws, nothing of it remains.
  <T> T write(Function<? super Transaction, ? extends T> work);

  @Override
  void close();

  /// What can be changed in one transaction. It must not be used after the transaction ended, and
  /// it sees what was changed in it before.
  interface Transaction {
    /// Adds a peer, or replaces what was known of it.
    void put(PeerRecord peer);

    /// Forgets a peer. Its messages stay.
    void forget(PeerId peer);

    /// Forgets a peer together with the messages that it received.
    void erase(PeerId peer);

    /// Adds a message under an id greater than that of any message before it, even of one that was
    /// deleted since.
    Message append(Draft draft);

    /// The message that this sender sent with this key.
    Optional<Message> sentWith(PeerId sender, String key);

    /// Marks unread messages of this recipient as read, and returns those that were unread until
    /// then, oldest first, as they are now.
    List<Message> acknowledge(PeerId recipient, Collection<Long> ids, Instant at);

    /// Marks messages of this recipient as pushed that were not so far, and says how many.
    int markPushed(PeerId recipient, Collection<Long> ids, Instant at);

    /// Gives the unread mail of one peer to another, and says how much it was.
    int moveUnread(PeerId from, PeerId to);

    /// Gives up at most `limit` unread messages that were sent before the given time, oldest first,
    /// and returns them as they are now.
    ///
    /// @param at when that was
    List<Message> expire(Instant sentBefore, int limit, Instant at);

    /// Deletes at most `limit` read or expired messages, oldest first, of those that are not among
    /// the newest: the ids from the greatest one down to `keep` less than that. Says how many.
    int trim(int keep, int limit);

    /// Deletes at most `limit` messages that were read or expired before the given time, and says
    /// how many.
    int purge(Instant endedBefore, int limit);
  }

  /// A message that has no id yet.
  ///
  /// @param key the sender's own key for it, unique per sender
  record Draft(
      PeerId from,
      PeerId to,
      String text,
      Instant sentAt,
      Optional<Long> replyTo,
      boolean verified,
      Optional<String> key) {}

  /// Which messages of the history are wanted.
  ///
  /// @param peer whose; empty for everybody's
  /// @param with only those exchanged with this peer
  /// @param search only those whose text contains this, ignoring the case of ASCII letters
  /// @param before only those with a smaller id
  /// @param limit how many at most, positive
  record HistoryQuery(
      Optional<PeerId> peer,
      Optional<PeerId> with,
      Optional<String> search,
      Optional<Long> before,
      int limit) {
    public static HistoryQuery of(PeerId peer, int limit) {
      return new HistoryQuery(
          Optional.of(peer), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
  }
}
