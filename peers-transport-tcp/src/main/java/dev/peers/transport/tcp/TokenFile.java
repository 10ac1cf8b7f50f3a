package dev.peers.transport.tcp;

import dev.peers.core.ListenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// The file, readable by its owner only, from which the user's own programs take the token.
public final class TokenFile {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32,512}");
  private static final int RANDOM_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private TokenFile() {}

  /// The token in the file, or a new one if there is no file yet. A token that others could read is
  /// none any more and is replaced. Of several who create it at once, all get the same.
  ///
  /// @throws ListenException if the file cannot be read or made, or does not hold a token
  public static String readOrCreate(Path tokenFile) {
    Path file = tokenFile.toAbsolutePath();
    try {
      discardIfExposed(file);
      create(file);
      requireOwn(file);
      return read(file);
    } catch (IOException e) {
      throw new ListenException("cannot use the token file " + file + ": " + e.getMessage(), e);
    }
  }

  private static void discardIfExposed(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      Files.deleteIfExists(file);
    }
  }

  /// A file that somebody else put there holds a token that somebody else knows.
  private static void requireOwn(Path file) throws IOException {
    Path probe =
        Files.createTempFile("peers", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))) {
        throw new ListenException(
            file + " belongs to another user: move it away, or choose another path");
      }
    } finally {
      Files.delete(probe);
    }
  }

  /// Writes to another file first: a link to it appears in place all at once, and only once.
  private static void create(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path folder = Objects.requireNonNull(file.getParent(), "an absolute path has a folder");
    Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    Path draft =
        Files.createTempFile(
            folder, ".token", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(draft, newToken() + "\n");
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was first; theirs counts.
    } finally {
      Files.delete(draft);
    }
  }

  private static String newToken() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ListenException(file + " is in the way: it is not a plain file");
    }
    String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!SHAPE.matcher(token).matches()) {
      throw new ListenException(
          file + " holds no token: delete it, and the broker makes a new one when it starts");
    }
    return token;
  }
}
