package dev.peers.core;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.Secret;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import java.util.Optional;

/// A session that wants to be a peer.
///
/// @param pid the process that asks
/// @param agentPid the agent's process; without it, the parent of `pid`
/// @param thread the Codex thread that is this session, if known; for other programs, which of
///   several sessions of one process this is
/// @param cwd the working folder, absolute
/// @param gitRoot the top of the git work tree
/// @param name the wish for a name; without it, made of the folder
/// @param wake where the broker itself can wake the agent
/// @param selfWake how the peer wakes its own agent when the event stream brings mail
/// @param secured whether it wants a secret, so that nobody else can act as it
/// @param secret the secret of an earlier registration of this session or of another of its agent:
///   it shows that this one may take up what was theirs
/// @param witness who the operating system says it is, which shows the same without a secret
public record RegisterRequest(
    long pid,
    Optional<Long> agentPid,
    Optional<String> thread,
    String cwd,
    Optional<String> gitRoot,
    Optional<String> tty,
    ClientType clientType,
    Optional<PeerName> name,
    String summary,
    Optional<WakeEndpoint> wake,
    Optional<WakeTransport> selfWake,
    boolean secured,
    Optional<Secret> secret,
    Witness witness) {
  /// A secured session of this process in this folder, with nothing else known.
  public static RegisterRequest of(long pid, String cwd, ClientType clientType) {
    return new RegisterRequest(
        pid,
        Optional.empty(),
        Optional.empty(),
        cwd,
        Optional.empty(),
        Optional.empty(),
        clientType,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        Witness.NONE);
  }

  /// A secured session of this program, which is its own agent. Sessions of one program differ in
  /// their names; a program that starts again in the same folder gets the mail of its namesake.
  ///
  /// @throws IllegalArgumentException if the name is none
  public static RegisterRequest program(String name, String cwd) {
    long self = ProcessHandle.current().pid();
    return of(self, cwd, ClientType.PROGRAM)
        .withAgent(self)
        .withThread(name)
        .withName(new PeerName(name))
        .withWitness(() -> Optional.of(self));
  }

  public RegisterRequest withAgent(long newAgentPid) {
    return copy(Optional.of(newAgentPid), thread, gitRoot, name, summary, wake, selfWake, secured);
  }

  public RegisterRequest withThread(String newThread) {
    return copy(agentPid, Optional.of(newThread), gitRoot, name, summary, wake, selfWake, secured);
  }

  public RegisterRequest withGitRoot(String newGitRoot) {
    return copy(agentPid, thread, Optional.of(newGitRoot), name, summary, wake, selfWake, secured);
  }

  public RegisterRequest withName(PeerName newName) {
    return copy(agentPid, thread, gitRoot, Optional.of(newName), summary, wake, selfWake, secured);
  }

  public RegisterRequest withSummary(String newSummary) {
    return copy(agentPid, thread, gitRoot, name, newSummary, wake, selfWake, secured);
  }

  public RegisterRequest withWake(WakeEndpoint newWake) {
    return copy(agentPid, thread, gitRoot, name, summary, Optional.of(newWake), selfWake, secured);
  }

  public RegisterRequest withSelfWake(WakeTransport newSelfWake) {
    return copy(agentPid, thread, gitRoot, name, summary, wake, Optional.of(newSelfWake), secured);
  }

  /// The same session as a client of the old protocol registers it: without a secret.
  public RegisterRequest unsecured() {
    return copy(agentPid, thread, gitRoot, name, summary, wake, selfWake, false);
  }

  /// The same with the secret that an earlier registration returned.
  public RegisterRequest withSecret(Secret earlier) {
    return with(Optional.of(earlier), witness);
  }

  public RegisterRequest withWitness(Witness newWitness) {
    return with(secret, newWitness);
  }

  private RegisterRequest with(Optional<Secret> newSecret, Witness newWitness) {
    return new RegisterRequest(
        pid,
        agentPid,
        thread,
        cwd,
        gitRoot,
        tty,
        clientType,
        name,
        summary,
        wake,
        selfWake,
        secured,
        newSecret,
        newWitness);
  }

  private RegisterRequest copy(
      Optional<Long> newAgentPid,
      Optional<String> newThread,
      Optional<String> newGitRoot,
      Optional<PeerName> newName,
      String newSummary,
      Optional<WakeEndpoint> newWake,
      Optional<WakeTransport> newSelfWake,
      boolean newSecured) {
    return new RegisterRequest(
        pid,
        newAgentPid,
        newThread,
        cwd,
        newGitRoot,
        tty,
        clientType,
        newName,
        newSummary,
        newWake,
        newSelfWake,
        newSecured,
        secret,
        witness);
  }
}
