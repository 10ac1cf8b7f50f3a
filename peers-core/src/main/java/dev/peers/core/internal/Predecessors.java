package dev.peers.core.internal;

import dev.peers.core.RegisterRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.Ids;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.ProcessInspector;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Knows whose identity a session that registers may take up: its own of before, that of a dead MCP
/// server of the same agent, or, after the agent itself has ended, that of the peer that had the
/// same name in the same folder. What was a secured peer's it takes up only with a [Proof], as long
/// as the agent lives. On the writing thread.
final class Predecessors {
  private final Directory directory;
  private final ProcessInspector processes;
  private final Ids ids;

  @Inject
  Predecessors(Directory directory, ProcessInspector processes, Ids ids) {
    this.directory = directory;
    this.processes = processes;
    this.ids = ids;
  }

  /// The identity that a session gets.
  ///
  /// @param resumed the peer that had it before
  record Place(PeerId id, PeerName name, Optional<Entry> resumed) {}

  /// Whether it matters who really asks: there is a secured peer of this process or agent whose
  /// secret was not shown.
  boolean wantsWitness(RegisterRequest request, ProcessRef process, Optional<ProcessRef> agent) {
    Proof shown = Proof.of(request.secret());
    return request.secured()
        && of(process, agent)
            .map(Entry::record)
            .anyMatch(peer -> peer.secretHash().isPresent() && !shown.showsSecretOf(peer));
  }

  private Stream<Entry> of(ProcessRef process, Optional<ProcessRef> agent) {
    Stream<Entry> ofAgent = agent.stream().flatMap(directory::ofAgent);
    return process.wasSeen() ? Stream.concat(ofAgent, directory.ofProcess(process)) : ofAgent;
  }

  Place place(
      RegisterRequest request, ProcessRef process, Optional<ProcessRef> agent, Proof proof) {
    Optional<Entry> before =
        ofSameThread(request, agent, proof)
            .or(() -> ofSameProcess(request, process, proof))
            .or(() -> ofSameAgent(request, agent, proof));
    if (before.isPresent()) {
      Entry entry = before.get();
      PeerName name = request.name().filter(wish -> !directory.isTaken(wish)).orElse(nameOf(entry));
      return new Place(entry.id(), name, before);
    }
    return byName(request);
  }

  /// The peer that an MCP server of Codex was until it turned out to be another one: it learns of
  /// its thread with the first call only, and then is who this thread was before.
  Optional<Entry> interim(RegisterRequest request, ProcessRef process, Place place, Proof proof) {
    return directory
        .ofProcess(process)
        .filter(e -> e.isHere() && !e.id().equals(place.id()))
        .filter(e -> e.record().peer().thread().isEmpty())
        .filter(e -> request.clientType().equals(ClientType.CODEX) && mayResume(e, request))
        .filter(e -> proof.covers(e.record()))
        .findFirst();
  }

  /// Gone peers of the same agent whose unread mail the new peer takes over besides that of the one
  /// whose identity it took up.
  List<Entry> bequeathing(PeerRecord heir, Place place, Proof proof) {
    return heir.peer().agent().stream()
        .flatMap(directory::ofAgent)
        .filter(e -> !e.id().equals(place.id()) && e.unread.get() > 0)
        .filter(e -> e.record().peer().thread().equals(heir.peer().thread()))
        .filter(e -> Departures.mayInherit(e.record(), heir))
        .filter(e -> proof.coversSiblingOf(e.record()))
        .filter(e -> !isActive(e))
        .toList();
  }

  private Optional<Entry> ofSameThread(
      RegisterRequest request, Optional<ProcessRef> agent, Proof proof) {
    return agent.stream()
        .filter(a -> request.thread().isPresent())
        .flatMap(directory::ofAgent)
        .filter(e -> e.record().peer().thread().equals(request.thread()))
        .filter(e -> mayResume(e, request) && !isActive(e))
        .filter(e -> proof.coversSiblingOf(e.record()))
        .max(byTrust(proof).thenComparing(e -> e.record().peer().lastSeen()));
  }

  /// A process may be several sessions, except for the MCP server of Codex, which follows its
  /// session from thread to thread.
  private Optional<Entry> ofSameProcess(RegisterRequest request, ProcessRef process, Proof proof) {
    boolean follows = request.clientType().equals(ClientType.CODEX);
    return directory
        .ofProcess(process)
        .filter(e -> mayResume(e, request) && (follows || isSameThread(e, request)))
        .filter(e -> proof.covers(e.record()))
        .max(byTrust(proof).thenComparing(e -> e.record().peer().registeredAt()));
  }

  /// A peer whose thread is known waits for that thread: a daemon that is the agent serves many.
  private Optional<Entry> ofSameAgent(
      RegisterRequest request, Optional<ProcessRef> agent, Proof proof) {
    return agent.stream()
        .flatMap(directory::ofAgent)
        .filter(e -> mayResume(e, request) && !isActive(e))
        .filter(e -> e.record().peer().thread().stream().allMatch(t -> isThread(t, request)))
        .filter(e -> proof.coversSiblingOf(e.record()))
        .max(byTrust(proof).thenComparing(e -> e.record().peer().lastSeen()));
  }

  /// Somebody else may have claimed the same process or agent in the meantime.
  private static Comparator<Entry> byTrust(Proof proof) {
    return Comparator.comparing((Entry e) -> proof.showsSecretOf(e.record()))
        .thenComparing(e -> !e.isDoubtful());
  }

  /// Walks through `poker-engine`, `poker-engine-2` and so on to the first that is free or left
  /// behind by an agent that has ended.
  private Place byName(RegisterRequest request) {
    PeerName wish = request.name().orElseGet(() -> PeerName.fromFolder(request.cwd()));
    for (int number = 1; ; number++) {
      PeerName name = number == 1 ? wish : wish.numbered(number);
      Optional<Entry> holder = directory.named(name);
      if (holder.isEmpty()) {
        return new Place(newId(), name, Optional.empty());
      }
      if (mayResume(holder.get(), request) && wasLeftBehind(holder.get(), request)) {
        return new Place(holder.get().id(), name, holder);
      }
    }
  }

  private boolean wasLeftBehind(Entry entry, RegisterRequest request) {
    Peer peer = entry.record().peer();
    return peer.workplace().cwd().equals(request.cwd())
        && !isActive(entry)
        && !peer.agent().filter(processes::isAlive).isPresent();
  }

  private static boolean mayResume(Entry entry, RegisterRequest request) {
    boolean safe = entry.record().secretHash().isEmpty() || request.secured();
    return safe && entry.record().peer().clientType().equals(request.clientType());
  }

  private static boolean isSameThread(Entry entry, RegisterRequest request) {
    Optional<String> thread = entry.record().peer().thread();
    return thread.isEmpty() || request.thread().isEmpty() || thread.equals(request.thread());
  }

  private static boolean isThread(String thread, RegisterRequest request) {
    return request.thread().filter(thread::equals).isPresent();
  }

  private boolean isActive(Entry entry) {
    return entry.isHere() && processes.isAlive(entry.record().peer().process());
  }

  private PeerId newId() {
    return Stream.generate(ids::peerId)
        .filter(id -> !directory.isTakenId(id))
        .findFirst()
        .orElseThrow();
  }

  private static PeerName nameOf(Entry entry) {
    return entry.record().peer().name();
  }
}
