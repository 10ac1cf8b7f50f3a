package dev.peers.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A place for a database that can be made read-only and writable again.
public interface ReadOnlyDisk extends AutoCloseable {
  Path folder();

  /// The command that a broker has to be started by.
  List<String> starter();

  /// Makes it read-only while files on it are open for writing; says whether that is possible.
  boolean failInUse();

  /// Makes it read-only. No broker may run.
  void protect();

  /// Makes it writable again. No broker may run.
  void release();

  @Override
  void close();

  /// The hardest of them that this machine permits.
  static ReadOnlyDisk in(Path folder) {
    return Failing.in(folder).or(() -> Immutable.in(folder)).orElseGet(() -> new Rights(folder));
  }

  /// A file system in a file that turns read-only after an error, as a disk that fails does.
  record Failing(Path folder, Path image) implements ReadOnlyDisk {
    private static final String OPTIONS = "loop,errors=remount-ro";

    static Optional<ReadOnlyDisk> in(Path folder) {
      Path image = folder.resolveSibling(folder.getFileName() + ".img");
      Failing disk = new Failing(folder, image);
      boolean made =
          BrokerHome.succeeds("truncate", "-s", "8M", image.toString())
              && BrokerHome.succeeds("mkfs.ext4", "-q", "-F", image.toString())
              && BrokerHome.succeeds("mount", "-o", OPTIONS, image.toString(), folder.toString());
      if (made && Files.notExists(disk.trigger())) {
        disk.close();
        made = false;
      }
      return made ? Optional.of(disk) : Optional.empty();
    }

    /// What is written to this file of the kernel's is an error of the file system.
    private Path trigger() {
      try {
        String device = Files.getFileStore(folder).name();
        return Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString())
            .resolve("trigger_fs_error");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> starter() {
      return List.of();
    }

    @Override
    public boolean failInUse() {
      try {
        Files.writeString(trigger(), "a test");
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// As after such an error: unmounted, repaired and mounted again.
    @Override
    public void protect() {
      mountAgain("loop,ro");
    }

    @Override
    public void release() {
      mountAgain(OPTIONS);
    }

    private void mountAgain(String options) {
      close();
      // It says with its exit code that there was something to repair.
      BrokerHome.succeeds("e2fsck", "-f", "-y", image.toString());
      BrokerHome.run("mount", "-o", options, image.toString(), folder.toString());
    }

    @Override
    public void close() {
      BrokerHome.run("umount", folder.toString());
    }
  }

  /// Files that the file system lets nobody change, be it the superuser.
  record Immutable(Path folder) implements ReadOnlyDisk {
    static Optional<ReadOnlyDisk> in(Path folder) {
      Immutable disk = new Immutable(folder);
      boolean possible = disk.change("+i") && !Files.isWritable(folder);
      disk.change("-i");
      return possible ? Optional.of(disk) : Optional.empty();
    }

    private boolean change(String how) {
      return BrokerHome.succeeds("chattr", "-R", how, folder.toString());
    }

    @Override
    public List<String> starter() {
      return List.of();
    }

    @Override
    public boolean failInUse() {
      return change("+i");
    }

    @Override
    public void protect() {
      change("+i");
    }

    @Override
    public void release() {
      change("-i");
    }

    @Override
    public void close() {
      release();
    }
  }

  /// Files without the right to write them. For the superuser that means something once its
  /// privileges have been taken away.
  record Rights(Path folder) implements ReadOnlyDisk {
    @Override
    public List<String> starter() {
      return "root".equals(System.getProperty("user.name"))
          ? List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")
          : List.of();
    }

    @Override
    public boolean failInUse() {
      return false;
    }

    @Override
    public void protect() {
      each(folder, "a-w");
    }

    @Override
    public void release() {
      each(folder, "u+w");
    }

    private static void each(Path folder, String mode) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.forEach(file -> BrokerHome.run("chmod", mode, file.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      release();
    }
  }
}
