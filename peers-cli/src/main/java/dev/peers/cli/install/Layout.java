package dev.peers.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where an installation lies: `share/peers/<version>` for each version that is kept, the link
/// `share/peers/current` to the one in use, and links through it from the places where shells and
/// `man` look. So one rename of one link changes from a version to another.
///
/// @param bin the folder of the command
/// @param share the folder of data that programs share
/// @param top the folder that all of it lies below
record Layout(Path bin, Path share, Path top) {
  private static final String NAME = "peers";

  /// The one that a person means.
  ///
  /// @param prefix what they said, if they did
  /// @param running the distribution that runs; if it is installed somewhere, that place is meant
  /// @throws InstallException if there is no home folder
  static Layout of(Map<String, String> env, Optional<String> prefix, Path running) {
    if (prefix.isPresent()) {
      Path top = Path.of(prefix.get()).toAbsolutePath().normalize();
      return new Layout(top.resolve("bin"), top.resolve("share"), top);
    }
    Layout standard = standard(env);
    Path versions = running.getParent();
    if (versions == null || !isVersions(versions) || isSame(versions, standard.versions())) {
      return standard;
    }
    Path share = parent(versions);
    return new Layout(parent(share).resolve("bin"), share, parent(share));
  }

  private static Layout standard(Map<String, String> env) {
    String home = env.getOrDefault("HOME", "");
    if (!home.startsWith("/")) {
      throw new InstallException("HOME is not set to an absolute path; set it, or use --prefix");
    }
    Path top = Path.of(home).normalize();
    String data = env.getOrDefault("XDG_DATA_HOME", "");
    Path share = data.startsWith("/") ? Path.of(data).normalize() : top.resolve(".local/share");
    return new Layout(top.resolve(".local/bin"), share, top);
  }

  private static boolean isVersions(Path folder) {
    return folder.endsWith(NAME) && Files.isSymbolicLink(folder.resolve("current"));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /// The folder with a folder for each version.
  Path versions() {
    return share.resolve(NAME);
  }

  /// The link to the version in use.
  Path current() {
    return versions().resolve("current");
  }

  /// The link to the version that was in use before.
  Path previous() {
    return versions().resolve("previous");
  }

  /// The link that people call.
  Path launcher() {
    return bin.resolve(NAME);
  }

  /// What that link leads to.
  Path launcherTarget() {
    return current().resolve("bin").resolve(NAME);
  }

  /// Whether something lies here that this program did not put here.
  boolean isForeign(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs(file);
  }

  /// Whether this is a link into the installation.
  boolean isOurs(Path file) {
    if (!Files.isSymbolicLink(file)) {
      return false;
    }
    try {
      Path target = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
      // The same folder can be reached in several ways.
      return target.startsWith(versions())
          || (Files.exists(file)
              && Files.exists(versions())
              && file.toRealPath().startsWith(versions().toRealPath()));
    } catch (IOException e) {
      return false;
    }
  }
}
