package dev.peers.core;

/// Asks for the end of a peer's agent session.
///
/// @param from who asks; [Caller#CLI] for a person at a terminal
/// @param target the peer's id or name
/// @param witness who the operating system says it is
public record KillRequest(Caller from, String target, Witness witness) {
  public KillRequest(Caller from, String target) {
    this(from, target, Witness.NONE);
  }

  public KillRequest withWitness(Witness newWitness) {
    return new KillRequest(from, target, newWitness);
  }
}
