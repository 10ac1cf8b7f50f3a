package dev.peers.cli.setup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The folder that a client makes while it writes a file. While we hold it, a client that runs does
/// not write over what we write.
final class ClientLock implements AutoCloseable {
  /// The client takes an older one for left behind, and so do we.
  private static final Duration STALE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Optional<Path> folder;

  private ClientLock(Optional<Path> folder) {
    this.folder = folder;
  }

  /// @throws EditException if the client holds it all the time
  static ClientLock take(Optional<Path> folder) throws IOException {
    if (folder.isPresent() && Files.isDirectory(folder.get().resolveSibling("."))) {
      make(folder.get());
      return new ClientLock(folder);
    }
    return new ClientLock(Optional.empty());
  }

  private static void make(Path folder) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Files.createDirectory(folder);
        return;
      } catch (FileAlreadyExistsException e) {
        if (isStale(folder)) {
          Files.deleteIfExists(folder);
        } else if (System.nanoTime() > end) {
          throw new EditException("the client is writing it; run this again");
        } else {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private static boolean isStale(Path folder) throws IOException {
    try {
      Instant touched = Files.getLastModifiedTime(folder).toInstant();
      return touched.plus(STALE).isBefore(Instant.now());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (folder.isPresent()) {
      Files.deleteIfExists(folder.get());
    }
  }
}
