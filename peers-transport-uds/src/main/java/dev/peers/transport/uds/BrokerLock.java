package dev.peers.transport.uds;

import dev.peers.core.ListenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to be the one broker of a socket, held until closed or until the process ends, however
/// it ends.
///
/// The lock is the operating system's on an open file. The file is never deleted: a lock on a
/// deleted file protects nobody. It holds the process id, for people.
public final class BrokerLock implements AutoCloseable {
  /// POSIX takes away a process's lock when the process closes *any* descriptor of the file. So the
  /// process must know its own locks before it opens such a file again; there is nobody to ask.
  private static final Set<Object> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path file;
  private final Object identity;
  private final FileChannel channel;

  private BrokerLock(Path file, Object identity, FileChannel channel) {
    this.file = file;
    this.identity = identity;
    this.channel = channel;
  }

  /// Takes the lock, or nothing if another process or this one holds it. Does not wait.
  ///
  /// @throws ListenException if the file cannot be made or opened
  public static Optional<BrokerLock> tryAcquire(Path lockFile) {
    Path file = lockFile.toAbsolutePath();
    try {
      while (true) {
        Object identity = ensureExists(file);
        if (!HELD_BY_THIS_PROCESS.add(identity)) {
          return Optional.empty();
        }
        Optional<BrokerLock> lock = Optional.empty();
        try {
          lock = lock(file, identity);
        } finally {
          if (lock.isEmpty()) {
            HELD_BY_THIS_PROCESS.remove(identity);
          }
        }
        // Somebody may have replaced the file since it was looked at. Whether that one could be
        // locked says nothing then; another round does.
        if (lock.isPresent() || leadsTo(file, identity)) {
          return lock;
        }
      }
    } catch (IOException e) {
      throw new ListenException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  private static Optional<BrokerLock> lock(Path file, Object identity) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    boolean kept = false;
    try {
      if (channel.tryLock() == null || !leadsTo(file, identity)) {
        return Optional.empty();
      }
      BrokerLock lock = new BrokerLock(file, identity, channel);
      lock.sign();
      kept = true;
      return Optional.of(lock);
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static boolean leadsTo(Path file, Object identity) throws IOException {
    try {
      return identity.equals(FileIdentity.of(file));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Object ensureExists(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
    }
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ListenException(file + " is in the way: it is not a plain file", e);
      }
    }
    return FileIdentity.of(file);
  }

  private void sign() throws IOException {
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /// Whether the file is still in its place. If somebody deleted it, another process can take a
  /// lock of the same name, and this one should leave.
  public boolean isInPlace() {
    try {
      return channel.isOpen() && leadsTo(file, identity);
    } catch (IOException e) {
      return false;
    }
  }

  /// Gives the lock up. Doing so twice does nothing.
  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        channel.truncate(0);
        channel.close();
        HELD_BY_THIS_PROCESS.remove(identity);
      }
    } catch (IOException e) {
      throw new ListenException("cannot release " + file + ": " + e.getMessage(), e);
    }
  }
}
