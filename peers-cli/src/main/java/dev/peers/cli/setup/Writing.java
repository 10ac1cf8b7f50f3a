package dev.peers.cli.setup;

import dev.peers.cli.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out changes: a copy of the file first, then the whole new file in one step, unless
/// somebody changed it in the meantime.
record Writing(Backups backups, Records records) {
  private static final String FOLDERS = "folders";

  /// Answers where the copy is, if there was a file.
  ///
  /// @throws EditException if nothing was written, and why
  Optional<Path> write(Change change) {
    Path file = change.target().file();
    try (ClientLock _ = ClientLock.take(change.target().lock())) {
      requireWritable(change.before());
      List<Path> folders = makeFolders(file, change.target().scope());
      requireUnchanged(change.before());
      Optional<Path> copy = Optional.empty();
      if (change.before().bytes().isPresent()) {
        copy = Optional.of(backups.keep(file, change.before().bytes().get()));
      }
      replace(change, change.before().encode(change.after().orElse("")));
      if (!folders.isEmpty()) {
        change.originals().note(FOLDERS, lines(folders));
      }
      records.write(file, change.originals());
      return copy;
    } catch (IOException e) {
      throw new EditException("it cannot be written: " + ConfigFile.reason(e));
    }
  }

  /// Takes a change back: writes what was there before, or deletes what was not.
  ///
  /// @throws EditException if nothing was written, and why
  Optional<Path> undo(Change change) {
    Path file = change.target().file();
    try (ClientLock _ = ClientLock.take(change.target().lock())) {
      requireWritable(change.before());
      requireUnchanged(change.before());
      Optional<Path> copy = Optional.empty();
      if (change.after().isEmpty()) {
        Files.delete(file);
        deleteFolders(change.originals());
      } else {
        copy = Optional.of(backups.keep(file, change.before().bytes().orElseThrow()));
        replace(change, change.before().encode(change.after().get()));
      }
      records.forget(file);
      return copy;
    } catch (IOException e) {
      throw new EditException("it cannot be written: " + ConfigFile.reason(e));
    }
  }

  private void replace(Change change, byte[] bytes) throws IOException {
    Path file = change.target().file();
    Path made = file.resolveSibling("." + file.getFileName() + ".peers-" + pid());
    Files.deleteIfExists(made);
    try {
      OwnerOnly.create(made, bytes);
      if (change.before().bytes().isPresent()) {
        keepAttributes(file, made);
        requireUnchanged(change.before());
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        openForProject(change.target(), made);
        // Unlike a move, a link never takes the place of a file that came meanwhile.
        Files.createLink(file, made);
      }
    } catch (FileAlreadyExistsException e) {
      throw changed();
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static void keepAttributes(Path from, Path to) throws IOException {
    PosixFileAttributes old =
        Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    if (!old.owner().equals(now.owner())) {
      view.setOwner(old.owner());
    }
    if (!old.group().equals(now.group())) {
      view.setGroup(old.group());
    }
    view.setPermissions(old.permissions());
  }

  /// A project's file is shared with others, so it gets what the user's mask leaves.
  private static void openForProject(Target target, Path made) throws IOException {
    if (target.scope() == Scope.PROJECT) {
      Path probe = made.resolveSibling(made.getFileName() + "-mode");
      Files.deleteIfExists(probe);
      try {
        Files.createFile(probe);
        Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(probe));
      } finally {
        Files.deleteIfExists(probe);
      }
    }
  }

  private static List<Path> makeFolders(Path file, Scope scope) throws IOException {
    List<Path> missing = new ArrayList<>();
    Path folder = file.getParent();
    while (folder != null && Files.notExists(folder)) {
      missing.addFirst(folder);
      folder = folder.getParent();
    }
    for (Path made : missing) {
      if (scope == Scope.PROJECT) {
        Files.createDirectory(made);
      } else {
        OwnerOnly.folder(made);
      }
    }
    return missing;
  }

  /// Those that setup made and that hold nothing any more.
  private static void deleteFolders(Originals originals) throws IOException {
    List<String> folders =
        originals.text(FOLDERS).map(String::lines).stream().flatMap(lines -> lines).toList();
    for (String folder : folders.reversed()) {
      try {
        Files.deleteIfExists(Path.of(folder));
      } catch (java.nio.file.DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private static String lines(List<Path> folders) {
    return String.join("\n", folders.stream().map(Path::toString).toList());
  }

  /// A file that can be renamed over may still be one that its owner meant to keep.
  private static void requireWritable(ConfigFile file) throws IOException {
    Path path = file.path();
    if (file.bytes().isPresent()
        && (!Files.isWritable(path)
            || Files.getPosixFilePermissions(path).stream()
                .noneMatch(it -> it.name().endsWith("_WRITE")))) {
      throw new EditException("it is read-only; make it writable, and run this again");
    }
  }

  private static void requireUnchanged(ConfigFile file) {
    if (!file.isUnchanged()) {
      throw changed();
    }
  }

  private static EditException changed() {
    return new EditException("somebody changed it in the meantime; run this again");
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
