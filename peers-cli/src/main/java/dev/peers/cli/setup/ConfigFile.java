package dev.peers.cli.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A file as it was read, which is what a change of it stands on.
///
/// @param path where it is
/// @param bytes what was in it; empty if there was no file
record ConfigFile(Path path, Optional<byte[]> bytes) {
  /// No configuration is larger; whatever is, is something else.
  private static final long MAX_BYTES = 64L << 20;

  private static final String MARK = "\uFEFF";

  /// @throws EditException if it is nothing that can be changed safely
  static ConfigFile read(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        throw new EditException(
            "it is a symbolic link to "
                + Files.readSymbolicLink(path)
                + ", and whoever made it may put it back; change that file by hand, as --print"
                + " shows it for a file of its own");
      }
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        return new ConfigFile(path, Optional.empty());
      }
      if (!Files.isRegularFile(path)) {
        throw new EditException("it is no file");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new EditException("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      return new ConfigFile(path, Optional.of(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new EditException("it cannot be read: " + reason(e));
    }
  }

  /// Reads it only to look at it, also through symbolic links.
  ///
  /// @throws EditException if it cannot be read
  static ConfigFile look(Path path) {
    try {
      return read(Files.isSymbolicLink(path) ? path.toRealPath() : path);
    } catch (IOException e) {
      throw new EditException("it leads nowhere: " + reason(e));
    }
  }

  /// What was in it, without the mark of the byte order.
  ///
  /// @throws EditException if it is not UTF-8
  String text() {
    String all = decoded();
    return all.startsWith(MARK) ? all.substring(1) : all;
  }

  /// The bytes of a text that takes the place of [#text].
  byte[] encode(String text) {
    return ((decoded().startsWith(MARK) ? MARK : "") + text).getBytes(StandardCharsets.UTF_8);
  }

  private String decoded() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.orElse(new byte[0])))
          .toString();
    } catch (CharacterCodingException e) {
      throw new EditException("it is not UTF-8");
    }
  }

  /// Whether the file is still as it was read.
  boolean isUnchanged() {
    Optional<byte[]> now = read(path).bytes();
    return now.isPresent() == bytes.isPresent()
        && Arrays.equals(now.orElse(new byte[0]), bytes.orElse(new byte[0]));
  }

  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e.getClass().getSimpleName() + " " + message;
  }
}
