package dev.peers.cli.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Room for a database that can run out and be had again.
public interface SmallDisk extends AutoCloseable {
  Path folder();

  /// The command that a broker has to be started by.
  List<String> starter();

  /// Uses up what is left.
  void fill(Process broker) throws IOException;

  /// Gives room again.
  void free(Process broker) throws IOException;

  @Override
  void close();

  /// A file system in memory of 4 MB, where mounting is permitted; elsewhere a limit on the size of
  /// files.
  static SmallDisk in(Path folder) {
    return BrokerHome.succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString())
        ? new Mounted(folder)
        : new Limited(folder);
  }

  /// A real file system, which refuses to write with ENOSPC.
  record Mounted(Path folder) implements SmallDisk {
    @Override
    public List<String> starter() {
      return List.of();
    }

    @Override
    public void fill(Process broker) {
      try (OutputStream out = Files.newOutputStream(filler())) {
        byte[] piece = new byte[4_096];
        while (true) {
          out.write(piece);
        }
      } catch (IOException e) {
        // That is what a full disk says.
      }
    }

    @Override
    public void free(Process broker) throws IOException {
      Files.delete(filler());
    }

    private Path filler() {
      return folder.resolve("filler");
    }

    @Override
    public void close() {
      BrokerHome.run("umount", folder.toString());
    }
  }

  /// The operating system's limit on the size of a process's files, which needs no privilege. It
  /// refuses to write with EFBIG.
  record Limited(Path folder) implements SmallDisk {
    @Override
    public List<String> starter() {
      return List.of("prlimit", "--fsize=4000000:unlimited");
    }

    @Override
    public void fill(Process broker) {
      limit(broker, "100000");
    }

    @Override
    public void free(Process broker) {
      limit(broker, "unlimited");
    }

    private static void limit(Process broker, String bytes) {
      BrokerHome.run(
          "prlimit", "--pid", Long.toString(broker.pid()), "--fsize=" + bytes + ":unlimited");
    }

    @Override
    public void close() {
      // The limit ended with its process.
    }
  }
}
