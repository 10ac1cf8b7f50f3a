package dev.peers.cli.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The versions in an installation: bringing one in, changing to it, and forgetting old ones. Each
/// folder is complete from the moment it has its name, and never changed afterwards.
final class Versions {
  private static final long SPARE_BYTES = 10L << 20;
  private static final String INCOMING = ".incoming-";

  private final Layout layout;

  Versions(Layout layout) {
    this.layout = layout;
  }

  /// Keeps other installers out until closed.
  ///
  /// @throws InstallException if there is one
  FileChannel lock() throws IOException {
    Files.createDirectories(layout.versions());
    FileChannel channel =
        FileChannel.open(
            layout.versions().resolve(".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new InstallException(
          "another 'peers install' or 'uninstall' is at work in " + layout.versions());
    }
    return channel;
  }

  /// The folder of this distribution among the versions; copies it there if it is not there yet. A
  /// version that is there with other content stays: this one gets a number.
  Path bring(Path distribution, String version) throws IOException {
    if (Files.isSameFile(Trees.parent(distribution), layout.versions())) {
      return layout.versions().resolve(name(distribution));
    }
    Path place = layout.versions().resolve(version);
    for (int number = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); number++) {
      if (Trees.isSame(distribution, place)) {
        return place;
      }
      place = layout.versions().resolve(version + "." + number);
    }
    requireSpace(Trees.size(distribution), Files.getFileStore(layout.versions()).getUsableSpace());
    Path incoming = layout.versions().resolve(INCOMING + Trees.random());
    try {
      Trees.copy(distribution, incoming);
      Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(incoming);
    }
    return place;
  }

  void requireSpace(long needed, long free) {
    if (free < needed + SPARE_BYTES) {
      throw new InstallException(
          "not enough space in %s: %d MB are needed and %d MB free; make room, or use --prefix"
              .formatted(layout.versions(), (needed + SPARE_BYTES) >> 20, free >> 20));
    }
  }

  /// The version in use.
  Optional<Path> current() throws IOException {
    return target(layout.current());
  }

  private Optional<Path> target(Path link) throws IOException {
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    return Optional.of(link.resolveSibling(Files.readSymbolicLink(link)).normalize())
        .filter(Files::isDirectory);
  }

  /// Makes it the version in use, and remembers the one before.
  void change(Path version) throws IOException {
    Optional<Path> before = current().filter(folder -> !folder.equals(version));
    Trees.link(layout.current(), name(version));
    if (before.isPresent()) {
      Trees.link(layout.previous(), name(before.get()));
    }
  }

  /// Deletes all versions but the one in use and the one before it, and what a dead installer left.
  ///
  /// @return their names
  List<String> forget() throws IOException {
    List<Path> kept =
        Stream.concat(current().stream(), target(layout.previous()).stream()).toList();
    List<Path> old;
    try (Stream<Path> folders = Files.list(layout.versions())) {
      old = folders.filter(f -> isVersion(f) && !kept.contains(f)).sorted().toList();
    }
    for (Path folder : old) {
      Trees.delete(folder);
    }
    return old.stream()
        .map(folder -> name(folder).toString())
        .filter(name -> !name.startsWith(INCOMING))
        .toList();
  }

  private static boolean isVersion(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && (name(folder).toString().startsWith(INCOMING)
            || Files.isRegularFile(folder.resolve("bin/peers")));
  }

  private static Path name(Path path) {
    Path name = path.getFileName();
    return name == null ? path : name;
  }
}
