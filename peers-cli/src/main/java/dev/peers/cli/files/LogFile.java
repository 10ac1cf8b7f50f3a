package dev.peers.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A log that only its owner can read. When it has grown large it becomes `<name>.1`, so that two
/// are kept at most.
///
/// Safe from any thread, and several processes may write at once: every entry is one write to the
/// end of the file, which is opened for it.
public final class LogFile {
  private final Path file;
  private final long room;

  /// @param room how large the file may grow, in bytes, before it is put aside
  public LogFile(Path file, long room) {
    this.file = file;
    this.room = room;
  }

  public Path file() {
    return file;
  }

  /// Where the older entries are.
  public Path older() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /// Makes the file and its folder if they are missing.
  public void prepare() throws IOException {
    OwnerOnly.folder(OwnerOnly.parent(file));
    OwnerOnly.file(file);
  }

  /// Adds an entry, which ends in a newline.
  public void append(String entry) throws IOException {
    prepare();
    if (Files.size(file) > room) {
      putAside();
    }
    Files.writeString(file, entry, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private void putAside() throws IOException {
    try {
      Files.move(file, older(), StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // Another process was faster.
    }
    OwnerOnly.file(file);
  }
}
