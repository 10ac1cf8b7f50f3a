package dev.peers.cli.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Folders and files that nobody but their owner may open, whatever the umask.
final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /// Makes the folder, and those above it, if it is missing. One that exists is left as it is: it
  /// may be the home folder, or a shared one.
  ///
  /// @throws DaemonException if that cannot be done; the message says what to do
  static void folder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      }
    } catch (IOException e) {
      throw new DaemonException(
          "cannot make the folder "
              + folder
              + " ("
              + reason(e)
              + "); make it writable, or set"
              + " CLAUDE_PEERS_SOCKET, CLAUDE_PEERS_DB and CLAUDE_PEERS_STATE to paths that are",
          e);
    }
  }

  /// Makes the file if it is missing, and takes the rights of others away if it exists.
  ///
  /// @throws DaemonException if that cannot be done; the message says what to do
  static void file(Path file) {
    folder(parent(file));
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
      }
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null
          && Files.isRegularFile(file)
          && !Files.getPosixFilePermissions(file).equals(FILE)) {
        Files.setPosixFilePermissions(file, FILE);
      }
    } catch (IOException e) {
      throw new DaemonException(
          "cannot write the file " + file + " (" + reason(e) + "); make its folder writable", e);
    }
  }

  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
