package dev.peers.cli.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Folders and files that nobody but their owner may open, whatever the umask.
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> NEW_FILE =
      PosixFilePermissions.asFileAttribute(FILE);

  private static final int ROOT = 0;
  private static final int OTHERS_WRITE = 022;
  private static final int STICKY = 01000;
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private OwnerOnly() {}

  /// Makes the folder, and those above it, if it is missing. One that exists must be the user's own
  /// or root's, as must a link that leads to it, for whoever owns it can put other files there.
  /// That others may write to one of the user's own is mended; a shared one, as its sticky bit
  /// tells, protects what is in it.
  ///
  /// @throws NotOwnException if others own it or can put files of theirs into it
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    } else if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      requireTrusted(folder);
    }
  }

  private static void requireTrusted(Path folder) throws IOException {
    int mode = (int) Files.getAttribute(folder, "unix:mode");
    boolean own = owner(folder) == Self.UID;
    if (isOthers(folder)) {
      throw new NotOwnException(
          "the folder " + folder + " belongs to another user: choose one of your own");
    }
    if ((mode & OTHERS_WRITE) == 0 || (mode & STICKY) != 0 || (own && isHome(folder))) {
      return;
    }
    if (!own) {
      throw new NotOwnException(
          "others could put files of theirs into " + folder + ": choose a folder of your own");
    }
    Set<PosixFilePermission> kept = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
    kept.remove(PosixFilePermission.GROUP_WRITE);
    kept.remove(PosixFilePermission.OTHERS_WRITE);
    Files.setPosixFilePermissions(folder, kept);
  }

  /// Whether it, or a link that leads to it, is another user's: neither this one's nor root's.
  public static boolean isOthers(Path file) throws IOException {
    int link = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    int owner = owner(file);
    return (owner != Self.UID && owner != ROOT) || (link != Self.UID && link != ROOT);
  }

  private static int owner(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  /// Who may write to the home folder is not this program's business.
  private static boolean isHome(Path folder) throws IOException {
    String home = System.getenv("HOME");
    return home != null
        && Files.isDirectory(Path.of(home))
        && Files.isSameFile(Path.of(home), folder);
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
  ///
  /// @throws NotOwnException if it is another user's, or a link of another user's leads there
  public static boolean file(Path file) throws IOException {
    try {
      Files.createFile(file, NEW_FILE);
      return true;
    } catch (FileAlreadyExistsException e) {
      requireOwn(file);
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null
          && Files.isRegularFile(file)
          && !Files.getPosixFilePermissions(file).equals(FILE)) {
        Files.setPosixFilePermissions(file, FILE);
      }
      return false;
    }
  }

  private static void requireOwn(Path file) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
      return;
    }
    int link = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    int target = (int) Files.getAttribute(file, "unix:uid");
    if (link != Self.UID || target != Self.UID) {
      throw new NotOwnException(
          "the file " + file + " belongs to another user: choose a path of your own");
    }
  }

  /// The user that this process runs as, found out when it is first asked for.
  private static final class Self {
    static final int UID = self();
  }

  /// The owner of something new is the one sure sign of who one is.
  private static int self() {
    try {
      Path probe = Files.createTempFile("peers", "", NEW_FILE);
      try {
        return (int) Files.getAttribute(probe, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary file", e);
    }
  }

  /// Makes a file with this content if it is missing. Its folder must be there.
  public static void file(Path file, String content) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, NEW, NEW_FILE)) {
      channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      // It stays as it is.
    }
  }

  /// Writes a new file to the disk. Its folder must be there.
  ///
  /// @throws FileAlreadyExistsException if something has that name
  public static void create(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, NEW_FILE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /// Writes a file in one step, over the one that is there.
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path made = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      create(made, bytes);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /// The folder that the file is in.
  public static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
