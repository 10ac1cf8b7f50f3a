package dev.peers.transport.uds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/// Which file a path leads to: device and inode. A link is itself, not what it points to.
final class FileIdentity {
  private FileIdentity() {}

  /// @throws java.nio.file.NoSuchFileException if there is no file
  static Object of(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey(),
        "this file system does not tell files apart");
  }
}
