package dev.peers.core.system;

import dev.peers.core.port.Repositories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds git repositories by their files, as gitrepository-layout(5) describes them. What cannot be
/// read is no repository. Stateless.
public final class GitRepositories implements Repositories {
  private static final String DOT_GIT = ".git";
  private static final String POINTER = "gitdir:";
  private static final int MAX_POINTER = 8_192;

  /// The top of the work tree that a folder belongs to: the nearest folder above it, or itself,
  /// that has a `.git`.
  public static Optional<Path> workTree(Path folder) {
    Path at = real(folder).orElseGet(() -> folder.toAbsolutePath().normalize());
    while (at != null) {
      if (commonFolderOf(at).isPresent()) {
        return Optional.of(at);
      }
      at = at.getParent();
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> commonFolder(String gitRoot) {
    try {
      Path root = Path.of(gitRoot);
      return root.isAbsolute() ? commonFolderOf(root).map(Path::toString) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> commonFolderOf(Path root) {
    return gitFolder(root)
        .filter(folder -> Files.exists(folder.resolve("HEAD")))
        .flatMap(GitRepositories::shared)
        .flatMap(GitRepositories::real);
  }

  /// The folder itself, or the one that a file in its place points to: so it is in linked work
  /// trees and in submodules.
  private static Optional<Path> gitFolder(Path root) {
    Path dotGit = root.resolve(DOT_GIT);
    if (Files.isDirectory(dotGit)) {
      return Optional.of(dotGit);
    }
    return line(dotGit)
        .filter(text -> text.startsWith(POINTER))
        .flatMap(text -> resolve(root, text.substring(POINTER.length())));
  }

  /// A linked work tree names the folder that it shares; every other git folder is its own.
  private static Optional<Path> shared(Path gitFolder) {
    Path pointer = gitFolder.resolve("commondir");
    return Files.exists(pointer)
        ? line(pointer).flatMap(text -> resolve(gitFolder, text))
        : Optional.of(gitFolder);
  }

  private static Optional<Path> resolve(Path base, String path) {
    try {
      return Optional.of(base.resolve(path.strip()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> line(Path file) {
    // Anything but a regular file might keep the reader waiting.
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(MAX_POINTER), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
