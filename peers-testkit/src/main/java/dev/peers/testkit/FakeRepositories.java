package dev.peers.testkit;

import dev.peers.core.port.Repositories;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Repositories that exist because a test says so. Safe from any thread.
public final class FakeRepositories implements Repositories {
  private final Map<String, String> folders = new ConcurrentHashMap<>();

  /// Makes the folder the top of a work tree of the repository with this git folder.
  public FakeRepositories workTree(String gitRoot, String commonFolder) {
    folders.put(gitRoot, commonFolder);
    return this;
  }

  @Override
  public Optional<String> commonFolder(String gitRoot) {
    return Optional.ofNullable(folders.get(gitRoot));
  }
}
