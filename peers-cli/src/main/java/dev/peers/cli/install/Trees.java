package dev.peers.cli.install;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whole folders. Links are never followed.
final class Trees {
  private Trees() {}

  /// Copies files, their modes and their times.
  static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(parent(copy));
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// The files below a folder, sorted.
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  static long size(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /// Whether both hold the same files with the same content.
  static boolean isSame(Path one, Path other) throws IOException {
    List<Path> files = files(one);
    if (!files.stream()
        .map(one::relativize)
        .toList()
        .equals(files(other).stream().map(other::relativize).toList())) {
      return false;
    }
    for (Path file : files) {
      if (Files.mismatch(file, other.resolve(one.relativize(file).toString())) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// Deletes what is there, if anything is.
  static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Makes a link, or leads it elsewhere, in one step: whoever follows it meanwhile gets to the old
  /// place or to the new one.
  static void link(Path link, Path target) throws IOException {
    Files.createDirectories(parent(link));
    Path fresh = link.resolveSibling("." + link.getFileName() + "-" + random());
    Files.createSymbolicLink(fresh, target);
    try {
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  static String random() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  /// Deletes folders that are empty, from this one upwards, but not `top` or what lies outside.
  static void prune(Path folder, Path top) throws IOException {
    try {
      for (Path at = folder; at.startsWith(top) && !at.equals(top); at = parent(at)) {
        try {
          Files.delete(at);
        } catch (NoSuchFileException e) {
          // What is above may be empty all the same.
        }
      }
    } catch (DirectoryNotEmptyException e) {
      // Others use it.
    }
  }

  static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }
}
