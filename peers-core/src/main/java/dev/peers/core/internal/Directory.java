package dev.peers.core.internal;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Party;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.port.Ids;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.UnreadMarks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All peers, those that are gone among them, in memory. Changed on the writing thread only.
final class Directory {
  private static final Comparator<Entry> BY_REGISTRATION =
      Comparator.comparing((Entry entry) -> entry.record().peer().registeredAt())
          .thenComparing(Entry::id);

  private final Map<PeerId, Entry> entries = new ConcurrentHashMap<>();
  private final Map<PeerName, Entry> names = new ConcurrentHashMap<>();
  private final EntriesByProcess byProcess = new EntriesByProcess();
  private final EntriesByProcess byAgent = new EntriesByProcess();
  private volatile List<Entry> here = List.of();

  /// What opens the mail of agents that have any.
  private final Map<ProcessRef, Secret> keys = new ConcurrentHashMap<>();

  private final UnreadMarks marks;
  private final Ids ids;

  Directory(List<PeerRecord> records, Map<PeerId, Integer> unread, UnreadMarks marks, Ids ids) {
    this.marks = marks;
    this.ids = ids;
    for (PeerRecord record : records) {
      Entry entry = new Entry(record);
      index(entry);
      setUnread(entry, unread.getOrDefault(record.id(), 0));
    }
    here = entries.values().stream().filter(Entry::isHere).sorted(BY_REGISTRATION).toList();
  }

  void addUnread(Entry entry, int more) {
    setUnread(entry, entry.unread.get() + more);
  }

  void setUnread(Entry entry, int count) {
    count(entry, count).run();
  }

  /// Counts one more. What is returned tells the hooks, and is run when those who wait know.
  Runnable addArrived(Entry entry) {
    return count(entry, entry.unread.get() + 1);
  }

  private Runnable count(Entry entry, int count) {
    boolean before = entry.unread.getAndSet(count) > 0;
    Optional<ProcessRef> agent = entry.record().peer().agent().filter(ProcessRef::wasSeen);
    if (agent.isEmpty() || before == count > 0) {
      return () -> {};
    }
    return () ->
        mark(agent.get(), count > 0 || ofAgent(agent.get()).anyMatch(e -> e.unread.get() > 0));
  }

  private void mark(ProcessRef agent, boolean unread) {
    if (unread) {
      marks.mark(agent, Optional.of(keys.computeIfAbsent(agent, a -> ids.secret())));
    } else {
      keys.remove(agent);
      marks.mark(agent, Optional.empty());
    }
  }

  /// Whether this opens the mail of the peer, because mail waits for its agent.
  boolean isKey(Entry entry, Secret shown) {
    return entry
        .record()
        .peer()
        .agent()
        .map(keys::get)
        .filter(key -> shown.matches(key.hash()))
        .isPresent();
  }

  /// The peer of this id or name, here or gone.
  Optional<Entry> find(String ref) {
    Entry entry =
        PeerId.isValid(ref)
            ? entries.get(new PeerId(ref))
            : PeerName.isValid(ref) ? names.get(new PeerName(ref)) : null;
    return Optional.ofNullable(entry);
  }

  Optional<Entry> findHere(String ref) {
    return find(ref).filter(Entry::isHere);
  }

  Optional<Entry> byId(PeerId id) {
    return Optional.ofNullable(entries.get(id));
  }

  /// Who is here, in order of registration.
  List<Entry> here() {
    return here;
  }

  Stream<Entry> all() {
    return entries.values().stream();
  }

  /// How many there are, here and gone.
  int size() {
    return entries.size();
  }

  /// The peer of this name, here or gone.
  Optional<Entry> named(PeerName name) {
    return Optional.ofNullable(names.get(name));
  }

  /// The peers, here or gone, that belong to this agent.
  Stream<Entry> ofAgent(ProcessRef agent) {
    return agent.wasSeen() ? byAgent.of(agent) : Stream.empty();
  }

  /// The peers, here or gone, that this process is.
  Stream<Entry> ofProcess(ProcessRef process) {
    return byProcess.of(process);
  }

  /// Who is here of the agent with this process id.
  Stream<Entry> hereOfAgent(long agentPid) {
    return here.stream()
        .filter(e -> e.record().peer().agent().filter(a -> a.pid() == agentPid).isPresent());
  }

  boolean isTaken(PeerName name) {
    return names.containsKey(name);
  }

  boolean isTakenId(PeerId id) {
    return entries.containsKey(id);
  }

  /// Adds or replaces a peer.
  Entry put(PeerRecord record) {
    Entry entry = entries.get(record.id());
    if (entry == null) {
      entry = new Entry(record);
      index(entry);
    } else {
      Peer before = entry.record().peer();
      entry.replace(record);
      indexAnew(entry, before);
    }
    refresh(entry);
    return entry;
  }

  void remove(PeerId id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      Peer peer = entry.record().peer();
      names.remove(peer.name());
      byProcess.remove(peer.process(), entry);
      peer.agent().ifPresent(agent -> byAgent.remove(agent, entry));
      here = Collections.unmodifiableList(without(entry));
    }
  }

  private void index(Entry entry) {
    Peer peer = entry.record().peer();
    entries.put(peer.id(), entry);
    names.put(peer.name(), entry);
    byProcess.add(peer.process(), entry);
    peer.agent().ifPresent(agent -> byAgent.add(agent, entry));
  }

  /// What stays the same is there for readers all the time.
  private void indexAnew(Entry entry, Peer before) {
    Peer peer = entry.record().peer();
    if (!peer.name().equals(before.name())) {
      names.put(peer.name(), entry);
      names.remove(before.name());
    }
    if (!peer.process().equals(before.process())) {
      byProcess.remove(before.process(), entry);
      byProcess.add(peer.process(), entry);
    }
    if (!peer.agent().equals(before.agent())) {
      before.agent().ifPresent(agent -> byAgent.remove(agent, entry));
      peer.agent().ifPresent(agent -> byAgent.add(agent, entry));
    }
  }

  Party party(PeerId id) {
    Entry entry = entries.get(id);
    return entry == null ? Party.unknown(id) : entry.record().peer().party();
  }

  Envelope envelope(Message message) {
    return new Envelope(message, party(message.from()), party(message.to()));
  }

  List<Envelope> envelopes(List<Message> messages) {
    return messages.stream().map(this::envelope).toList();
  }

  /// Puts a peer that has changed in its place among those that are here, or takes it out.
  private void refresh(Entry entry) {
    List<Entry> changed = without(entry);
    if (entry.isHere()) {
      int found = Collections.binarySearch(changed, entry, BY_REGISTRATION);
      changed.add(found < 0 ? -found - 1 : found, entry);
    }
    here = Collections.unmodifiableList(changed);
  }

  private List<Entry> without(Entry entry) {
    List<Entry> others = new ArrayList<>(here.size() + 1);
    for (Entry each : here) {
      if (!each.equals(entry)) {
        others.add(each);
      }
    }
    return others;
  }
}
