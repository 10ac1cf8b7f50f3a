package dev.peers.cli.logs;

import dev.peers.cli.files.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a log while others write to it. Not thread-safe.
public final class LogReader {
  private static final int CHUNK = 1 << 16;

  private final LogFile file;
  private final Consumer<String> lines;
  private Optional<Object> key = Optional.empty();
  private long position;
  private final StringBuilder begun = new StringBuilder();

  /// @param lines takes one line after the other
  public LogReader(LogFile file, Consumer<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /// Tells the last lines that there are, those of the log that was put aside among them. Answers
  /// whether there was any log.
  public boolean last(int count) throws IOException {
    List<String> all = new ArrayList<>();
    boolean found = read(file.older(), all);
    found |= read(file.file(), all);
    for (String line : all.subList(Math.max(0, all.size() - count), all.size())) {
      lines.accept(line);
    }
    return found;
  }

  private boolean read(Path path, List<String> into) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(path);
      new String(bytes, StandardCharsets.UTF_8).lines().forEach(into::add);
      if (path.equals(file.file())) {
        key = keyOf(path);
        position = bytes.length;
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Tells the lines that were added since. A log that was put aside meanwhile is read to its end
  /// first.
  public void more() throws IOException {
    Optional<Object> now = keyOf(file.file());
    if (key.isPresent() && !now.equals(key)) {
      if (keyOf(file.older()).equals(key)) {
        position = copy(file.older(), position);
      }
      position = 0;
    }
    key = now;
    if (now.isPresent()) {
      position = copy(file.file(), position);
    }
  }

  private static Optional<Object> keyOf(Path path) throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private long copy(Path path, long from) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      while (channel.read(buffer) > 0) {
        // ISO 8859-1 keeps every byte as it is until the whole line is there.
        begun.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
        buffer.clear();
        tellWhole();
      }
      return channel.position();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private void tellWhole() {
    int end;
    while ((end = begun.indexOf("\n")) >= 0) {
      byte[] line = begun.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
      lines.accept(new String(line, StandardCharsets.UTF_8));
      begun.delete(0, end + 1);
    }
  }
}
