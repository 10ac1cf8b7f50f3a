package dev.peers.core.model;

import java.time.Instant;
import java.util.Optional;

/// One agent session, as everybody may know it.
///
/// @param id its identity, which belongs to the agent and survives restarts of its MCP server
/// @param name its readable and unique name
/// @param process the process that speaks for it, usually an MCP server
/// @param agent the agent's own process, the parent of an MCP server
/// @param thread the Codex thread that is this session, where one daemon serves several
/// @param tty the agent's terminal
/// @param summary what it is doing, in its own words
/// @param registeredAt when it last registered
/// @param lastSeen when it was last heard of
/// @param wakeTransport how its agent is told of mail, if at all
/// @param lastWake how the last attempt went
/// @param lastWakeAt when that was
/// @param verified whether acting as this peer needs a secret
/// @param goneAt when it went away; empty while it is here
public record Peer(
    PeerId id,
    PeerName name,
    ProcessRef process,
    Optional<ProcessRef> agent,
    Optional<String> thread,
    Workplace workplace,
    Optional<String> tty,
    ClientType clientType,
    String summary,
    Instant registeredAt,
    Instant lastSeen,
    Optional<WakeTransport> wakeTransport,
    Optional<WakeStatus> lastWake,
    Optional<Instant> lastWakeAt,
    boolean verified,
    Optional<Instant> goneAt) {
  /// The longest summary, in characters.
  public static final int MAX_SUMMARY = 2_000;

  /// @throws IllegalArgumentException if a text is too long or contains NUL, or a thread id is none
  public Peer {
    Texts.requireLength(summary, MAX_SUMMARY, "summary");
    tty.ifPresent(text -> Texts.requireLength(text, 256, "tty"));
    if (thread.isPresent() && !WakeEndpoint.isThreadId(thread.get())) {
      throw new IllegalArgumentException("not a thread id: '" + Texts.excerpt(thread.get()) + "'");
    }
  }

  public boolean isHere() {
    return goneAt.isEmpty();
  }

  /// What the other side of a message needs to know of this peer.
  public Party party() {
    return new Party(
        id, Optional.of(name), Optional.of(clientType), workplace.cwd(), summary, verified);
  }

  /// Whether it only tries the network out.
  public boolean isProbe() {
    return clientType.equals(ClientType.PROBE);
  }

  public Peer withSummary(String newSummary) {
    return copy(name, newSummary, lastSeen, lastWake, lastWakeAt, goneAt);
  }

  public Peer withName(PeerName newName) {
    return copy(newName, summary, lastSeen, lastWake, lastWakeAt, goneAt);
  }

  public Peer withLastSeen(Instant at) {
    return copy(name, summary, at, lastWake, lastWakeAt, goneAt);
  }

  public Peer withLastWake(WakeStatus status, Instant at) {
    return copy(name, summary, lastSeen, Optional.of(status), Optional.of(at), goneAt);
  }

  public Peer goneSince(Instant at) {
    return copy(name, summary, lastSeen, lastWake, lastWakeAt, Optional.of(at));
  }

  /// The same peer, woken by another transport from now on.
  public Peer withWakeTransport(Optional<WakeTransport> transport) {
    return new Peer(
        id,
        name,
        process,
        agent,
        thread,
        workplace,
        tty,
        clientType,
        summary,
        registeredAt,
        lastSeen,
        transport,
        Optional.empty(),
        Optional.empty(),
        verified,
        goneAt);
  }

  private Peer copy(
      PeerName newName,
      String newSummary,
      Instant newLastSeen,
      Optional<WakeStatus> newLastWake,
      Optional<Instant> newLastWakeAt,
      Optional<Instant> newGoneAt) {
    return new Peer(
        id,
        newName,
        process,
        agent,
        thread,
        workplace,
        tty,
        clientType,
        newSummary,
        registeredAt,
        newLastSeen,
        wakeTransport,
        newLastWake,
        newLastWakeAt,
        verified,
        newGoneAt);
  }
}
