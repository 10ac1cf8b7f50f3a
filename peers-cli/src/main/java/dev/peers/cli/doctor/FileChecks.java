package dev.peers.cli.doctor;

import dev.peers.cli.files.OwnerOnly;
import dev.peers.core.StoreException;
import dev.peers.protocol.Settings;
import dev.peers.sqlite.SqlitePeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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

  private static Path existing(Path folder) {
    Path there = folder;
    while (Files.notExists(there)) {
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
    List<Finding> findings = new ArrayList<>();
    for (Path file :
        List.of(
            settings.database(),
            settings.socket(),
            settings.lockFile(),
            settings.tokenFile(),
            settings.logFile(),
            settings.mcpLogFile(),
            settings.hookLogFile())) {
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
    try {
      SqlitePeerStore.check(file);
    } catch (StoreException e) {
      return List.of(
          Finding.broken(
              "database",
              String.valueOf(e.getMessage()),
              "copy it away; when the broker starts, it sets a damaged one aside and begins anew"));
    }
    long size = Files.size(file);
    return List.of(
        size > MEGABYTE * patient.settings().doctorDatabaseMegabytes()
            ? Finding.warning(
                "database",
                file + " is large: " + size / MEGABYTE + " MB",
                "keep less with max-messages or read-days, then 'peers purge'")
            : Finding.ok("database", file + ", sound"));
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

  /// A clock that was set back makes new mail look older than old mail.
  static List<Finding> clock(Patient patient) throws IOException {
    Path file = patient.settings().database();
    Instant now = Instant.now();
    if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isAfter(now.plus(SLIP))) {
      return List.of(
          Finding.warning(
              "clock", "the database was written in the future", "check the time: it is " + now));
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
