package dev.peers.cli.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Folders and files that nobody but their owner may open, whatever the umask.
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> NEW_FILE =
      PosixFilePermissions.asFileAttribute(FILE);

  private OwnerOnly() {}

  /// Makes the folder, and those above it, if it is missing. One that exists is left as it is: it
  /// may be the home folder, or a shared one.
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
  }

  /// Makes a folder that is ours alone, or takes the rights of others away.
  public static void ownFolder(Path folder) throws IOException {
    folder(folder);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (!Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(FOLDER)) {
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /// Makes an empty file if it is missing, and takes the rights of others away if it exists. Its
  /// folder must be there. Answers whether it was missing.
  public static boolean file(Path file) throws IOException {
    try {
      Files.createFile(file, NEW_FILE);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null
          && Files.isRegularFile(file)
          && !Files.getPosixFilePermissions(file).equals(FILE)) {
        Files.setPosixFilePermissions(file, FILE);
      }
      return false;
    }
  }

  /// The folder that the file is in.
  public static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
