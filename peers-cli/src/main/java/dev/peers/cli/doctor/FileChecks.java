package dev.peers.cli.doctor;

import dev.peers.cli.files.LogFile;
import dev.peers.cli.files.OwnerOnly;
import dev.peers.cli.terminal.Ages;
import dev.peers.core.StoreException;
import dev.peers.protocol.Setting;
import dev.peers.protocol.Settings;
import dev.peers.sqlite.SqlitePeerStore;
import dev.peers.sqlite.StoreCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Folders, permissions, the database, space and time.
final class FileChecks {
  private static final long MEGABYTE = 1_000_000;
  private static final int OTHERS_WRITE = 022;
  private static final int STICKY = 01000;
  private static final Duration SLIP = Duration.ofMinutes(2);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private FileChecks() {}

  /// Where the broker keeps its files; it makes what is missing when it starts.
  static List<Finding> folders(Patient patient) throws IOException {
    Settings settings = patient.settings();
    Set<Path> folders = new LinkedHashSet<>();
    for (Path file : List.of(settings.socket(), settings.database(), settings.logFile())) {
      folders.add(OwnerOnly.parent(file));
    }
    List<Finding> findings = new ArrayList<>();
    for (Path folder : folders) {
      Path there = existing(folder);
      if (!Files.isDirectory(there)) {
        findings.add(
            Finding.broken(
                "folders", there + " is no folder, but " + folder + " has to be", "move it away"));
      } else if (!Files.isWritable(there)) {
        findings.add(
            Finding.broken(
                "folders",
                there + " cannot be written, and the broker has to keep files in " + folder,
                "make it writable, or name another one in the settings"));
      } else if (OwnerOnly.isOthers(there)) {
        findings.add(
            Finding.broken(
                "folders",
                there + " belongs to another user, who could put files of theirs there",
                "name a folder of your own in the settings"));
      } else if (there.equals(folder) && isOpenToAll(patient, folder)) {
        findings.add(
            Finding.broken(
                    "folders",
                    "others may put files of theirs into " + folder,
                    "take that right away: chmod go-w " + folder)
                .fixedBy("closed " + folder + " to others", () -> OwnerOnly.folder(folder)));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("folders", "all are there, or will be when the broker starts"))
        : findings;
  }

  /// One behind a closed folder cannot be told from one that is missing.
  private static Path existing(Path folder) {
    Path there = folder;
    while (!Files.exists(there)) {
      there = OwnerOnly.parent(there);
    }
    return there;
  }

  /// The home folder is the user's business, and the sticky bit protects what is in a shared one.
  private static boolean isOpenToAll(Patient patient, Path folder) throws IOException {
    int mode = (int) Files.getAttribute(folder, "unix:mode");
    return (mode & OTHERS_WRITE) != 0
        && (mode & STICKY) == 0
        && !folder.equals(patient.home().normalize());
  }

  /// Whoever can read these can read mail, or act as this user.
  static List<Finding> permissions(Patient patient) throws IOException {
    Settings settings = patient.settings();
    List<Path> files = new ArrayList<>();
    for (Path log : List.of(settings.logFile(), settings.mcpLogFile(), settings.hookLogFile())) {
      files.addAll(List.of(log, new LogFile(log, settings.logBytes()).older()));
    }
    for (String part : List.of("", "-wal", "-shm")) {
      files.add(behind(settings.database(), part));
    }
    files.addAll(List.of(settings.socket(), settings.lockFile(), settings.tokenFile()));
    if (!settings.value(Setting.TOKEN).text().isEmpty()) {
      files.add(settings.configFile());
    }
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file) && isOpen(file)) {
        findings.add(
            Finding.broken(
                    "permissions",
                    "others may use " + file,
                    "take their rights away: chmod go= " + file)
                .fixedBy("took the rights of others to " + file + " away", () -> close(file)));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("permissions", "only you may read what is yours"))
        : findings;
  }

  private static Path behind(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static boolean isOpen(Path file) throws IOException {
    return !OWNER.containsAll(Files.getPosixFilePermissions(file));
  }

  private static void close(Path file) throws IOException {
    Set<PosixFilePermission> kept = EnumSet.copyOf(OWNER);
    kept.retainAll(Files.getPosixFilePermissions(file));
    Files.setPosixFilePermissions(file, kept);
  }

  static List<Finding> database(Patient patient) throws IOException {
    Path file = patient.settings().database();
    if (Files.notExists(file)) {
      return List.of(Finding.ok("database", "none yet"));
    }
    if (!Files.exists(file)) {
      // A closed folder keeps it from being seen, which is told of as such.
      return List.of();
    }
    try {
      return List.of(database(file, SqlitePeerStore.check(file), patient));
    } catch (StoreException e) {
      return List.of(
          Finding.broken(
              "database", String.valueOf(e.getMessage()), "make it readable, and look again"));
    }
  }

  private static Finding database(Path file, StoreCondition condition, Patient patient)
      throws IOException {
    String what = condition.what();
    return switch (condition.kind()) {
      case SOUND -> size(file, patient);
      case DAMAGED ->
          Finding.broken(
              "database",
              what,
              "stop the broker and move the file away, with those that begin with its name: a new"
                  + " one begins, and what can still be read stays where you moved it");
      case NEWER ->
          Finding.broken(
              "database",
              what + ", so that no broker of this version starts",
              "install the newer version again, or set CLAUDE_PEERS_DB to another file");
      case FOREIGN ->
          Finding.broken(
              "database",
              what + ", so that no broker starts with it",
              "move it away, or set CLAUDE_PEERS_DB to another file");
      case CLAUDE_PEERS ->
          Finding.warning(
              "database",
              what + "; our broker renames it when it starts, and mail in it stays there",
              "have its unread mail read first, then stop the old broker");
    };
  }

  private static Finding size(Path file, Patient patient) throws IOException {
    long size = Files.size(file);
    return size > MEGABYTE * patient.settings().doctorDatabaseMegabytes()
        ? Finding.warning(
            "database",
            file + " is large: " + size / MEGABYTE + " MB",
            "keep less with max-messages or read-days, then 'peers purge'")
        : Finding.ok("database", file + ", sound, " + Ages.bytes(size));
  }

  static List<Finding> space(Patient patient) throws IOException {
    Path folder = existing(OwnerOnly.parent(patient.settings().database()));
    long free = Files.getFileStore(folder).getUsableSpace();
    long enough = MEGABYTE * patient.settings().doctorFreeMegabytes();
    String what = free / MEGABYTE + " MB are free for the database";
    if (free < enough / 10) {
      return List.of(
          Finding.broken("space", what + "; soon mail cannot be sent", "free some space"));
    }
    return List.of(
        free < enough
            ? Finding.warning("space", what + ", which is little", "free some space")
            : Finding.ok("space", what));
  }

  /// A clock that was set back makes new mail look older than old mail. While a broker runs, it is
  /// the log beside the database that is written.
  static List<Finding> clock(Patient patient) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (String part : List.of("", "-wal")) {
      Path file = behind(patient.settings().database(), part);
      if (Files.exists(file)
          && Files.getLastModifiedTime(file).toInstant().isAfter(now.plus(SLIP))) {
        return List.of(
            Finding.warning(
                "clock",
                "the database was written in the future, so that the clock was wrong then or is"
                    + " now; mail is kept by it, and ordered by it",
                "check the time: it is " + now));
      }
    }
    return List.of(Finding.ok("clock", now.toString()));
  }

  static void deleteAll(List<Path> paths) throws IOException {
    for (Path path : paths) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
