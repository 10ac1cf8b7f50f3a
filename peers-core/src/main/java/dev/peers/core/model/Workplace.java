package dev.peers.core.model;

import java.util.Optional;

/// Where a peer works.
///
/// @param cwd its working folder, absolute
/// @param gitRoot the top of its git work tree
/// @param repository the git folder that all work trees of the repository share; what [Scope#REPO]
///   compares
public record Workplace(String cwd, Optional<String> gitRoot, Optional<String> repository) {
  /// @throws IllegalArgumentException if a path is empty, too long or contains NUL
  public Workplace {
    Texts.requireFolder(cwd, "cwd");
    gitRoot.ifPresent(root -> Texts.requireFolder(root, "git_root"));
    repository.ifPresent(repo -> Texts.requireFolder(repo, "repository"));
  }

  /// Whether a peer that works there is within the scope of one that works here. Without a
  /// repository, [Scope#REPO] falls back to the folder.
  public boolean sees(Workplace other, Scope scope) {
    return switch (scope) {
      case MACHINE -> true;
      case DIRECTORY -> cwd.equals(other.cwd);
      case REPO ->
          repository.isPresent() ? repository.equals(other.repository) : cwd.equals(other.cwd);
    };
  }
}
