package dev.peers.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Java, the launcher, PATH and the start-up caches.
final class InstallationChecks {
  private static final int JAVA = 25;
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"([0-9]{1,4}).*");
  private static final Duration STALE = Duration.ofHours(1);

  private InstallationChecks() {}

  /// The launcher starts nothing with a Java that is too old, so this one will do. Whoever has set
  /// JAVA_HOME may believe that it is another one.
  static List<Finding> java(Patient patient) throws IOException {
    Path used = Path.of(System.getProperty("java.home", "/"));
    String what = "Java " + Runtime.version() + " in " + used;
    String wanted = patient.env().getOrDefault("JAVA_HOME", "");
    if (wanted.isEmpty() || isSame(Path.of(wanted), used) || isOfImage(patient, used)) {
      return List.of(Finding.ok("java", what));
    }
    Optional<Integer> version = javaVersion(Path.of(wanted));
    if (version.isEmpty()) {
      return List.of(
          Finding.warning(
              "java",
              "JAVA_HOME is " + wanted + ", where there is no Java; what runs is " + what,
              "point JAVA_HOME to a JDK 25, or unset it"));
    }
    return List.of(
        Finding.ok(
            "java",
            what
                + "; that of JAVA_HOME is passed over: "
                + wanted
                + " has version "
                + version.get()
                + (version.get() < JAVA ? ", which is too old" : "")));
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }

  /// The launcher prefers that of an image to all others.
  private static boolean isOfImage(Patient patient, Path java) throws IOException {
    Optional<Path> own = patient.distribution().map(home -> home.resolve("runtime"));
    return own.isPresent() && isSame(own.get(), java);
  }

  /// As the launcher finds it out.
  private static Optional<Integer> javaVersion(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .map(RELEASE::matcher)
          .filter(Matcher::matches)
          .map(version -> Integer.valueOf(version.group(1)))
          .findFirst();
    }
  }

  static List<Finding> launcher(Patient patient) {
    if (patient.distribution().isEmpty()) {
      return List.of(
          Finding.warning(
              "launcher",
              "this runs without a launcher",
              "start it as bin/peers of a distribution"));
    }
    Path launcher = patient.distribution().get().resolve("bin/peers");
    return List.of(
        Files.isExecutable(launcher)
            ? Finding.ok("launcher", launcher.toString())
            : Finding.broken(
                    "launcher",
                    launcher + " cannot be run, so that no client can start anything",
                    "make it executable")
                .fixedBy("made " + launcher + " executable", () -> makeExecutable(launcher)));
  }

  private static void makeExecutable(Path launcher) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(launcher));
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    Files.setPosixFilePermissions(launcher, permissions);
  }

  /// Clients start what their configuration names, but people and hooks type `peers`.
  static List<Finding> path(Patient patient) throws IOException {
    Optional<Path> found = find(patient, "peers");
    if (found.isEmpty()) {
      return List.of(
          Finding.warning(
              "path", "there is no 'peers' on PATH", "add the folder of its launcher to PATH"));
    }
    Optional<Path> own = patient.distribution().map(home -> home.resolve("bin/peers"));
    if (own.isPresent() && Files.exists(own.get()) && !Files.isSameFile(found.get(), own.get())) {
      return List.of(
          Finding.warning(
              "path",
              "'peers' on PATH is another one: " + found.get().toRealPath(),
              "remove it, or put " + own.get().getParent() + " before it"));
    }
    return List.of(Finding.ok("path", found.get().toString()));
  }

  static Optional<Path> find(Patient patient, String program) {
    for (String folder : patient.env().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, program))) {
        return Optional.of(Path.of(folder, program));
      }
    }
    return Optional.empty();
  }

  /// The launcher makes caches again by itself; what was begun long ago and not finished keeps it
  /// from that.
  static List<Finding> caches(Patient patient) throws IOException {
    Path folder = patient.settings().cacheFolder();
    if (!Files.isDirectory(folder)) {
      return List.of(Finding.ok("caches", "none yet; the first starts make them"));
    }
    List<Path> stale = new ArrayList<>();
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, "*.lock")) {
      for (Path lock : locks) {
        if (Files.getLastModifiedTime(lock).toInstant().isBefore(Instant.now().minus(STALE))) {
          stale.add(lock);
        }
      }
    }
    if (stale.isEmpty()) {
      return List.of(Finding.ok("caches", folder.toString()));
    }
    return List.of(
        Finding.warning(
                "caches",
                stale.size() + " cache(s) could not be made; processes start slowly",
                "remove " + stale.getFirst())
            .fixedBy("removed what was left of them", () -> FileChecks.deleteAll(stale)));
  }
}
