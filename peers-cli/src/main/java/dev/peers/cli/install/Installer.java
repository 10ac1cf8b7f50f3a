package dev.peers.cli.install;

import dev.peers.cli.service.Service;
import dev.peers.cli.terminal.Progress;
import dev.peers.cli.terminal.Waits;
import dev.peers.core.BrokerHealth;
import dev.peers.core.StoreException;
import dev.peers.protocol.Settings;
import dev.peers.sqlite.SqlitePeerStore;
import dev.peers.sqlite.StoreCondition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `peers install`: brings the distribution that runs into a person's home and changes to it.
///
/// Until the one step that changes the version everything is prepared beside what is in use, so
/// that a failure before it leaves that as it was.
public final class Installer {
  private final Map<String, String> env;
  private final PrintStream out;
  private final Waits waits;
  private final Path distribution;
  private final String version;
  private final Layout layout;
  private final Versions versions;
  private final Links links;

  private Installer(
      Map<String, String> env,
      PrintStream out,
      Waits waits,
      Path distribution,
      String version,
      Optional<String> prefix) {
    this.env = env;
    this.out = out;
    this.waits = waits;
    this.distribution = distribution;
    this.version = version;
    this.layout = Layout.of(env, prefix, distribution);
    this.versions = new Versions(layout);
    this.links = new Links(layout);
  }

  /// Installs.
  ///
  /// @param waits told of what takes long
  /// @param home the folder of the distribution that runs, empty if there is none
  /// @throws InstallException if that cannot be done; the message says why and what to do
  public static void run(
      Map<String, String> env,
      PrintStream out,
      Waits waits,
      String home,
      String version,
      Optional<String> prefix) {
    Path distribution = Path.of(home);
    if (home.isEmpty() || !Files.isExecutable(distribution.resolve("bin/peers"))) {
      throw new InstallException(
          "this program does not run from a distribution, whose files it"
              + " could install; start it as 'bin/peers install' or './peers install'");
    }
    try {
      new Installer(env, out, waits, distribution, version, prefix).install();
    } catch (IOException e) {
      throw InstallException.of("the installation stopped", e);
    }
  }

  private void install() throws IOException {
    links.requireFree();
    requireKnownDatabase();
    try (FileChannel lock = versions.lock()) {
      assert lock.isOpen();
      Path place;
      try (Progress _ = waits.on("Copying the program")) {
        place = versions.bring(distribution, version);
      }
      makeCaches(place);
      boolean changed = !versions.current().equals(Optional.of(place));
      versions.change(place);
      List<Path> taken = links.update();
      List<String> forgotten = versions.forget();
      say(changed ? "peers %s is installed in %s" : "peers %s was installed already, in %s", place);
      taken.forEach(file -> out.println("Left alone, as it is not ours: " + file));
      forgotten.forEach(name -> out.println("Removed the older version " + name));
      if (changed) {
        handOver();
      }
    }
    advise();
  }

  /// On the way back to an older version: its broker would not start, and nobody would have mail.
  private void requireKnownDatabase() {
    Path database = Settings.of(env).database();
    Optional<StoreCondition> found = identify(database);
    if (found.filter(it -> it.kind() == StoreCondition.Kind.NEWER).isPresent()) {
      throw new InstallException(
          found.get().what()
              + ", so that no broker of "
              + version
              + " would start; nothing was changed. Move the database away first, or set"
              + " CLAUDE_PEERS_DB to another file");
    }
  }

  private static Optional<StoreCondition> identify(Path database) {
    try {
      return Files.exists(database)
          ? Optional.of(SqlitePeerStore.identify(database))
          : Optional.empty();
    } catch (StoreException e) {
      // What else is wrong with it is as wrong for the version that is in use.
      return Optional.empty();
    }
  }

  private void say(String sentence, Path place) {
    out.println(sentence.formatted(version, place));
  }

  private void makeCaches(Path place) throws IOException {
    Caches caches = new Caches(env);
    if (!caches.areWanted()) {
      return;
    }
    boolean made;
    try (Progress _ = waits.on("Making the start-up caches")) {
      made = caches.make(place, Settings.of(env).installPatience());
    }
    if (made) {
      out.println("The start-up caches are made.");
    } else {
      out.println("Not all start-up caches could be made now; the first starts will see to that.");
    }
  }

  private void handOver() {
    Settings settings = Settings.of(env);
    try (RunningBroker broker = new RunningBroker(settings)) {
      Optional<BrokerHealth> before = broker.health();
      if (before.isEmpty()) {
        return;
      }
      Optional<BrokerHealth> after;
      try (Progress _ = waits.on("Waiting for the broker to continue as this version")) {
        after = restart(settings, broker, before.get());
      }
      if (after.isEmpty()) {
        throw new InstallException(
            "the version is installed, but the broker that ran (process "
                + before.get().pid()
                + ") has no successor; see the log "
                + settings.logFile()
                + " and 'peers status'");
      }
      out.println(
          "The broker continues as version %s, process %d"
              .formatted(after.get().version(), after.get().pid()));
      if (before.get().peers() > 0) {
        out.println(
            "Agents connect to it again by themselves. Their MCP servers become this version when"
                + " the agents start next.");
      }
    }
  }

  private Optional<BrokerHealth> restart(
      Settings settings, RunningBroker broker, BrokerHealth before) {
    Service service = Service.of(env, settings, layout.launcherTarget());
    if (service.restart()) {
      return broker.successor(before);
    }
    return broker.stop(before) ? broker.start(layout.launcherTarget()) : Optional.empty();
  }

  private void advise() {
    for (String folder : env.getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Path.of(folder).normalize().equals(layout.bin())) {
        return;
      }
    }
    out.println(
        "Your PATH lacks %s. Add to your shell's profile:\n  export PATH=\"%s:$PATH\""
            .formatted(layout.bin(), layout.bin()));
  }
}
