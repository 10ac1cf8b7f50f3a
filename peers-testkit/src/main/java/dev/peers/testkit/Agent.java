package dev.peers.testkit;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import java.util.Optional;

/// What kind of agent joins a [TestNetwork]. Immutable: each method makes a changed copy.
///
/// ```java
/// Agent.named("bob").in("/work/shop").ofRepository("/work/shop", "/work/shop/.git").client(ClientType.CODEX)
/// ```
///
/// @param name what the script calls it, and the name that it wishes for
/// @param folder its working folder
/// @param gitRoot the top of its git work tree
/// @param repository the git folder that all work trees of its repository share
/// @param clientType the program behind it
/// @param wakesBy how its own MCP server wakes it when mail comes; empty for one that cannot
/// @param wakeStatus what waking it comes to
/// @param endpoint where the broker wakes it; only clients of the old protocol leave it that
/// @param oldProtocol whether it registers without a secret and asks for mail instead of listening
public record Agent(
    PeerName name,
    String folder,
    Optional<String> gitRoot,
    Optional<String> repository,
    ClientType clientType,
    Optional<WakeTransport> wakesBy,
    WakeStatus wakeStatus,
    Optional<WakeEndpoint> endpoint,
    boolean oldProtocol) {
  /// A Claude Code agent that works in `/work/<name>` and is woken by its inbox socket.
  ///
  /// @throws IllegalArgumentException if no peer can have that name
  public static Agent named(String name) {
    return new Agent(
        new PeerName(name),
        "/work/" + name,
        Optional.empty(),
        Optional.empty(),
        ClientType.CLAUDE_CODE,
        Optional.of(WakeTransport.CLAUDE_INBOX),
        WakeStatus.QUEUED,
        Optional.empty(),
        false);
  }

  /// The same agent in this folder.
  public Agent in(String newFolder) {
    return copy(newFolder, gitRoot, repository, clientType, wakesBy, wakeStatus, endpoint);
  }

  /// The same agent in a work tree of a git repository.
  ///
  /// @param newGitRoot the top of the work tree
  /// @param commonFolder the git folder that all work trees of the repository share
  public Agent ofRepository(String newGitRoot, String commonFolder) {
    return copy(
        folder,
        Optional.of(newGitRoot),
        Optional.of(commonFolder),
        clientType,
        wakesBy,
        wakeStatus,
        endpoint);
  }

  /// The same agent as another program, woken as that program usually is: Codex by its queue, one
  /// that is neither Codex nor Claude Code not at all.
  public Agent client(ClientType newType) {
    Optional<WakeTransport> usual =
        newType.equals(ClientType.CODEX)
            ? Optional.of(WakeTransport.CODEX_QUEUE)
            : Optional.of(WakeTransport.CLAUDE_INBOX)
                .filter(inbox -> newType.equals(ClientType.CLAUDE_CODE));
    return copy(folder, gitRoot, repository, newType, usual, wakeStatus, endpoint);
  }

  /// The same agent, woken in this way. By [WakeTransport#CHANNEL] it is handed the text, so that
  /// its mail counts as pushed.
  public Agent wokenBy(WakeTransport transport) {
    return copy(
        folder, gitRoot, repository, clientType, Optional.of(transport), wakeStatus, endpoint);
  }

  /// The same agent, for which waking comes to this.
  public Agent wakingIs(WakeStatus status) {
    return copy(folder, gitRoot, repository, clientType, wakesBy, status, endpoint);
  }

  /// The same agent behind a client of the old protocol, which nothing reaches before it asks.
  public Agent ofOldProtocol() {
    return new Agent(
        name,
        folder,
        gitRoot,
        repository,
        clientType,
        Optional.empty(),
        wakeStatus,
        endpoint,
        true);
  }

  /// The same agent behind a client of the old protocol, which the broker wakes at this endpoint;
  /// [TestNetwork#notifier] remembers that.
  public Agent ofOldProtocol(WakeEndpoint newEndpoint) {
    return ofOldProtocol()
        .copy(
            folder,
            gitRoot,
            repository,
            clientType,
            Optional.empty(),
            wakeStatus,
            Optional.of(newEndpoint));
  }

  private Agent copy(
      String newFolder,
      Optional<String> newGitRoot,
      Optional<String> newRepository,
      ClientType newType,
      Optional<WakeTransport> newWakesBy,
      WakeStatus newStatus,
      Optional<WakeEndpoint> newEndpoint) {
    return new Agent(
        name,
        newFolder,
        newGitRoot,
        newRepository,
        newType,
        newWakesBy,
        newStatus,
        newEndpoint,
        oldProtocol);
  }
}
