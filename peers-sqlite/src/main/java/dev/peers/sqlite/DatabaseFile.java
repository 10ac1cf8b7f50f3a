package dev.peers.sqlite;

import dev.peers.core.StoreException;
import dev.peers.sqlite.StoreCondition.Kind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A database file, made fit for use: it exists, only its owner can read it, and it is this
/// program's. What is in the way is given another name and never deleted.
final class DatabaseFile {
  private static final System.Logger LOG = System.getLogger(DatabaseFile.class.getName());
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// The write-ahead log and its index, which belong to a database file.
  private static final List<String> COMPANIONS = List.of("-wal", "-shm");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path file;
  private final Clock clock;

  private DatabaseFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Makes the file fit for use and returns its real path.
  static Path prepare(Path file, Clock clock) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      createFolder(absolute);
      Path real = Files.exists(absolute) ? absolute.toRealPath() : absolute;
      new DatabaseFile(real, clock).prepare();
      return real;
    } catch (SQLException e) {
      throw Failures.of(absolute, "could not open the database", e);
    } catch (IOException e) {
      throw unusable(absolute, e);
    }
  }

  /// Looks at a file that exists as [#prepare] would, and reads all of it; changes nothing.
  static StoreCondition check(Path file) {
    return look(
        file,
        absolute -> {
          boolean closed = new DatabaseFile(absolute, Clock.systemUTC()).isCleanlyClosed();
          Finding finding = Finding.of(absolute, closed);
          // What was closed cleanly is not read when it is opened, but here.
          boolean unread = closed && finding instanceof Finding.Usable;
          return unread ? Finding.of(absolute, false) : finding;
        });
  }

  /// Looks only at how a file that exists begins.
  static StoreCondition identify(Path file) {
    return look(file, absolute -> Finding.of(absolute, true));
  }

  @FunctionalInterface
  private interface Look {
    Finding at(Path file) throws IOException, SQLException;
  }

  private static StoreCondition look(Path file, Look look) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      return condition(absolute, look.at(absolute));
    } catch (SQLException e) {
      throw Failures.of(absolute, "could not read the database", e);
    } catch (IOException e) {
      throw new StoreException("could not read the database " + absolute + ": " + e, e);
    }
  }

  private static StoreCondition condition(Path file, Finding finding) {
    return switch (finding) {
      case Finding.Usable() -> new StoreCondition(Kind.SOUND, file + " is sound");
      case Finding.Newer(int version) -> new StoreCondition(Kind.NEWER, newer(file, version));
      case Finding.Foreign(String what) -> new StoreCondition(Kind.FOREIGN, file + " is " + what);
      case Finding.ClaudePeers() ->
          new StoreCondition(Kind.CLAUDE_PEERS, file + " is one of the TypeScript claude-peers");
      case Finding.Damaged(String why) ->
          new StoreCondition(Kind.DAMAGED, "the database " + file + " is damaged: " + why);
    };
  }

  /// Creates an empty file that only its owner can read from its first moment on.
  static void create(Path file) throws IOException {
    Files.createFile(file, OWNER_ONLY_FILE);
  }

  private void prepare() throws IOException, SQLException {
    if (Files.isDirectory(file)) {
      throw new StoreException(
          "the database " + file + " is a folder; name a file instead, or move the folder away");
    }
    if (!Files.exists(file)) {
      // SQLite would delete a log without its database.
      setAside("damaged", "its database is missing");
      create(file);
    }
    // SQLite would open such a file for reading, and fail at the first message.
    requireWritable(file);
    requireWritable(folder());
    switch (Finding.of(file, isCleanlyClosed())) {
      case Finding.Usable() -> tighten();
      case Finding.Newer(int version) ->
          throw new StoreException(
              newer(file, version) + "; update this program, or name another database file");
      case Finding.Foreign(String what) ->
          throw new StoreException(
              file + " is " + what + ", and was left alone; name another database file");
      case Finding.ClaudePeers() -> startAfresh("claude-peers", "it is one of claude-peers");
      case Finding.Damaged(String why) -> startAfresh("damaged", "it is damaged: " + why);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent(), "a file is in a folder");
  }

  private static void requireWritable(Path path) throws IOException {
    if (!Files.isWritable(path)) {
      throw new AccessDeniedException(path.toString(), null, "may not be written");
    }
  }

  private static String newer(Path file, int version) {
    return "the database "
        + file
        + " has version "
        + version
        + ", this program knows versions up to "
        + Migrations.version();
  }

  private void startAfresh(String kind, String why) throws IOException {
    setAside(kind, why);
    create(file);
  }

  private void setAside(String kind, String why) throws IOException {
    Path target = freeName(kind);
    boolean moved = move(file, target);
    for (String companion : COMPANIONS) {
      moved |= move(with(file, companion), with(target, companion));
    }
    if (moved) {
      LOG.log(
          Level.WARNING,
          "the database {0} cannot be used: {1}. It was renamed to {2}, and a new one begins.",
          file,
          why,
          target);
    }
  }

  private Path freeName(String kind) {
    String base = "." + kind + "-" + STAMP.format(clock.instant());
    Path name = with(file, base);
    for (int i = 2; isTaken(name); i++) {
      name = with(file, base + "-" + i);
    }
    return name;
  }

  private static boolean isTaken(Path name) {
    return Files.exists(name)
        || COMPANIONS.stream().anyMatch(companion -> Files.exists(with(name, companion)));
  }

  private boolean isCleanlyClosed() throws IOException {
    Path log = with(file, "-wal");
    return !Files.exists(log) || Files.size(log) == 0;
  }

  /// SQLite gives the companions that it creates the permissions of the database.
  private void tighten() throws IOException {
    tighten(file);
    for (String companion : COMPANIONS) {
      Path path = with(file, companion);
      if (Files.exists(path)) {
        tighten(path);
      }
    }
  }

  private static void tighten(Path path) throws IOException {
    Set<PosixFilePermission> looser = EnumSet.noneOf(PosixFilePermission.class);
    looser.addAll(Files.getPosixFilePermissions(path));
    if (looser.retainAll(OWNER_ONLY)) {
      Files.setPosixFilePermissions(path, looser);
      LOG.log(Level.WARNING, "others could read {0}; now only its owner can", path);
    }
  }

  private static boolean move(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return false;
    }
    Files.move(from, to);
    return true;
  }

  private static void createFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
  }

  private static StoreException unusable(Path file, IOException cause) {
    return new StoreException(
        "could not prepare the database "
            + file
            + " ("
            + cause
            + "); check that its folder exists, that you may write to it and that its disk is"
            + " neither full nor read-only, or name another database file",
        cause);
  }

  private static Path with(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
