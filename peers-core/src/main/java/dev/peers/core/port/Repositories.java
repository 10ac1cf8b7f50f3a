package dev.peers.core.port;

import java.util.Optional;

/// Knows git repositories by their folders, without running git.
@FunctionalInterface
public interface Repositories {
  /// The git folder that all work trees of a repository share, for the top of one of its work
  /// trees, or empty if that is none.
  Optional<String> commonFolder(String gitRoot);
}
