package dev.peers.core.internal;

import dev.peers.core.BrokerHealth;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.Scope;
import dev.peers.core.model.Workplace;
import dev.peers.core.port.Activities;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.Repositories;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Looks at the network that change nothing.
final class Views {
  private final Directory directory;
  private final Liveness liveness;
  private final PeerStore store;
  private final Reader reader;
  private final Repositories repositories;
  private final Activities activities;
  private final String version;

  @Inject
  Views(
      Directory directory,
      Liveness liveness,
      PeerStore store,
      Reader reader,
      Repositories repositories,
      Activities activities,
      @Named("version") String version) {
    this.directory = directory;
    this.liveness = liveness;
    this.store = store;
    this.reader = reader;
    this.repositories = repositories;
    this.activities = activities;
    this.version = version;
  }

  CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return liveness.livingSoon().thenApply(living -> list(living, request));
  }

  private List<PeerStatus> list(List<Entry> living, ListRequest request) {
    Optional<PeerId> excluded = request.exclude().flatMap(directory::find).map(Entry::id);
    Workplace viewer = viewer(request);
    return living.stream()
        .filter(entry -> !entry.isProbe())
        .filter(entry -> !excluded.equals(Optional.of(entry.id())))
        .filter(entry -> viewer.sees(entry.record().peer().workplace(), request.scope()))
        .map(this::status)
        .toList();
  }

  private PeerStatus status(Entry entry) {
    return entry.status(entry.record().peer().agent().flatMap(activities::of));
  }

  /// Only the scope of a repository is worth a look at its files.
  private Workplace viewer(ListRequest request) {
    String cwd = request.cwd().isEmpty() ? "/" : request.cwd();
    Optional<String> repository =
        request.scope() == Scope.REPO
            ? request.gitRoot().map(root -> repositories.commonFolder(root).orElse(root))
            : Optional.empty();
    return new Workplace(cwd, Optional.empty(), repository);
  }

  CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    List<Entry> waiting =
        directory.hereOfAgent(agentPid).filter(entry -> entry.unread.get() > 0).toList();
    if (waiting.isEmpty()) {
      return CompletableFuture.completedFuture(new UnreadSummary(0, List.of(), List.of()));
    }
    int count = waiting.stream().mapToInt(entry -> entry.unread.get()).sum();
    List<PeerId> ids = waiting.stream().map(Entry::id).toList();
    return reader.read(() -> new UnreadSummary(count, store.unreadSenders(ids), ids));
  }

  BrokerHealth health() {
    int peers = (int) directory.here().stream().filter(entry -> !entry.isProbe()).count();
    return new BrokerHealth(peers, version, ProcessHandle.current().pid());
  }
}
