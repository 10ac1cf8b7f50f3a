package dev.peers.transport.uds;

import dev.peers.core.ListenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;

/// The folder of a socket: who gets through to the socket and who could put another in its place.
///
/// A folder of the user's own is closed to others. That is left undone where others have business:
/// in the home folder, at the root, and in one that is meant to be shared, as its sticky bit tells.
/// There the socket alone is protected.
final class SocketFolder {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int OTHERS = 077;
  private static final int OTHERS_WRITE = 022;
  private static final int STICKY = 01000;

  private final Path folder;
  private final Path privateFolder;
  private final UserPrincipal user;
  private final boolean isPrivate;

  private SocketFolder(Path folder, Path privateFolder) throws IOException {
    this.folder = folder.toRealPath();
    this.privateFolder = privateFolder;
    // The one sure way to learn who this process is, also without an entry in the user database.
    this.user = Files.getOwner(privateFolder);
    requireOwnLink(folder);
    this.isPrivate = secure();
  }

  /// Whoever owns a link can have it lead elsewhere tomorrow, to a socket of theirs.
  private void requireOwnLink(Path given) throws IOException {
    UserPrincipal owner = Files.getOwner(given, LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(given) && !owner.equals(user) && !owner.getName().equals("root")) {
      throw new ListenException(
          "the link " + given + " belongs to " + owner + ": choose a path of your own");
    }
  }

  static SocketFolder prepare(Path socket) throws IOException {
    Path folder = Objects.requireNonNull(socket.getParent(), "an absolute path has a folder");
    Files.createDirectories(folder, OWNER_ONLY);
    Path place = Files.createTempDirectory(folder, ".s", OWNER_ONLY);
    try {
      return new SocketFolder(folder, place);
    } catch (IOException | RuntimeException e) {
      Files.delete(place);
      throw e;
    }
  }

  private boolean secure() throws IOException {
    int mode = (int) Files.getAttribute(folder, "unix:mode");
    UserPrincipal owner = Files.getOwner(folder);
    boolean own = owner.equals(user);
    if (own && (mode & OTHERS) == 0) {
      return true;
    }
    if (own && (mode & STICKY) == 0 && !isForOthers()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return true;
    }
    if (!own && !owner.getName().equals("root")) {
      throw new ListenException(
          "the socket's folder " + folder + " belongs to " + owner + ": choose one of your own");
    }
    if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
      throw new ListenException(
          "others could put a socket of theirs into " + folder + ": choose a folder of your own");
    }
    return false;
  }

  private boolean isForOthers() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    return folder.getParent() == null || (Files.exists(home) && Files.isSameFile(home, folder));
  }

  boolean isPrivate() {
    return isPrivate;
  }

  /// A path beside the socket that nobody else can reach.
  Path privatePlace() {
    return privateFolder.resolve("s");
  }

  void discardPrivatePlace() throws IOException {
    Files.deleteIfExists(privatePlace());
    Files.deleteIfExists(privateFolder);
  }

  /// The user that this process runs as.
  UserPrincipal user() {
    return user;
  }
}
