package dev.peers.cli.setup;

import dev.peers.cli.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Copies of files as they were, beside them.
///
/// @param kept how many of a file are kept
record Backups(Clock clock, int kept) {
  private static final String SUFFIX = ".peers-backup-";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /// Writes a copy and answers where it is. The oldest ones go.
  Path keep(Path file, byte[] bytes) throws IOException {
    String name = file.getFileName() + SUFFIX + TIME.format(LocalDateTime.now(clock));
    for (int i = 1; ; i++) {
      Path copy = file.resolveSibling(i == 1 ? name : name + "-" + i);
      try {
        OwnerOnly.create(copy, bytes);
        prune(file);
        return copy;
      } catch (FileAlreadyExistsException e) {
        // Two within a second: the next name.
      }
    }
  }

  private void prune(Path file) throws IOException {
    List<Path> copies = of(file);
    for (Path copy : copies.subList(0, Math.max(0, copies.size() - kept))) {
      Files.deleteIfExists(copy);
    }
  }

  /// The copies of a file, the oldest first.
  static List<Path> of(Path file) throws IOException {
    List<Path> copies = new ArrayList<>();
    DirectoryStream.Filter<Path> ours =
        path -> path.getFileName().toString().startsWith(file.getFileName() + SUFFIX);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(file.resolveSibling("."), ours)) {
      found.forEach(copies::add);
    }
    Collections.sort(copies);
    return copies;
  }
}
