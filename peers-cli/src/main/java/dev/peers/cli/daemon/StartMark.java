package dev.peers.cli.daemon;

import dev.peers.cli.files.OwnerOnly;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/// A file beside the socket that says that somebody is starting a broker. When a broker goes, all
/// sessions notice at once: one of them starts another, and the others wait for it.
///
/// Says nothing of whether there is a broker, which only its lock does. Whoever starts one all the
/// same does no harm.
final class StartMark {
  /// For how long a start counts that came to nothing and could not say so.
  private static final long VALID_MS = 5_000;

  private final Path file;

  private StartMark(Path file) {
    this.file = file;
  }

  static StartMark of(Settings settings) {
    return new StartMark(settings.startFile());
  }

  /// Whether the caller is the one to start a broker. A mark that cannot be used keeps nobody from
  /// it.
  boolean claim() {
    try {
      OwnerOnly.folder(OwnerOnly.parent(file));
      OwnerOnly.file(file);
      return claimExisting();
    } catch (IOException e) {
      return true;
    }
  }

  private boolean claimExisting() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null || (channel.size() > 0 && isRecent())) {
        return false;
      }
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return true;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /// The start has got as far as the broker itself, which says so on a busy machine.
  void renew() {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (IOException e) {
      // There is none: nobody else started this broker.
    }
  }

  private boolean isRecent() throws IOException {
    long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
    return age >= 0 && age < VALID_MS;
  }

  /// The start has come to its end, good or bad: if the broker goes now, another is started at
  /// once.
  void clear() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    } catch (IOException e) {
      // There is none, or it becomes void by itself.
    }
  }
}
