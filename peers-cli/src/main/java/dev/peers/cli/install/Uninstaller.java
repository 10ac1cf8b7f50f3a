package dev.peers.cli.install;

import dev.peers.cli.service.Service;
import dev.peers.cli.setup.Scope;
import dev.peers.cli.setup.SetupCommand;
import dev.peers.cli.setup.SetupOptions;
import dev.peers.cli.terminal.Progress;
import dev.peers.cli.terminal.Waits;
import dev.peers.core.BrokerHealth;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `peers uninstall`: takes everything out again that installing, the service and use have left.
public final class Uninstaller {
  /// What becomes of the mail.
  public enum Mail {
    /// It stays.
    KEEP,
    /// It is deleted.
    PURGE,
    /// The person says.
    ASK
  }

  private final Map<String, String> env;
  private final PrintStream out;
  private final Waits waits;
  private final Question question;
  private final Settings settings;
  private final Layout layout;
  private final Data data;
  private final Path distribution;

  private Uninstaller(
      Map<String, String> env,
      PrintStream out,
      Waits waits,
      Question question,
      String home,
      Optional<String> prefix) {
    this.env = env;
    this.out = out;
    this.waits = waits;
    this.question = question;
    this.settings = Settings.of(env);
    this.layout = Layout.of(env, prefix, Path.of(home));
    this.data = new Data(env, settings);
    this.distribution = Path.of(home);
  }

  /// Uninstalls.
  ///
  /// @param waits told of what takes long
  /// @param home the folder of the distribution that runs
  /// @param confirm whether the person is asked before anything is done
  /// @return whether it was done; the person may not have wanted it
  /// @throws InstallException if that cannot be done; the message says why and what to do
  public static boolean run(
      Map<String, String> env,
      PrintStream out,
      Waits waits,
      Question question,
      String home,
      Optional<String> prefix,
      Mail mail,
      boolean confirm) {
    try {
      return new Uninstaller(env, out, waits, question, home, prefix).uninstall(mail, confirm);
    } catch (IOException e) {
      throw InstallException.of(
          "not everything could be removed; 'bin/peers uninstall' of an unpacked archive tries"
              + " again",
          e);
    }
  }

  private boolean uninstall(Mail mail, boolean confirm) throws IOException {
    if (!Files.isDirectory(layout.versions(), LinkOption.NOFOLLOW_LINKS)) {
      throw new InstallException("nothing is installed in " + layout.versions());
    }
    if (confirm && !question.isAnsweredYes("Remove peers from " + layout.versions() + "?")) {
      return false;
    }
    boolean purge = wantsPurge(mail);
    disconnectClients();
    if (Service.of(env, settings, layout.launcherTarget()).showing(waits).uninstall(out)) {
      out.println("The service is removed.");
    }
    try (FileChannel lock = new Versions(layout).lock()) {
      assert lock.isOpen();
      removeEntrances();
      stopBroker();
      data.removeRest();
      if (purge) {
        data.removeKept();
      }
      try (Progress _ = waits.on("Removing files")) {
        new Caches(env).remove();
        // This program's own jars go last: it may not have read all that it needs of them.
        Trees.delete(layout.versions());
      }
      Trees.prune(layout.share(), layout.top());
    }
    List<Path> kept = data.kept();
    out.println("peers is removed" + (kept.isEmpty() ? "." : ". Kept:"));
    kept.forEach(file -> out.println("  " + file));
    return true;
  }

  /// Their entries would start what is not there any more. Not being able to is no reason to stop.
  private void disconnectClients() throws IOException {
    SetupOptions remove = new SetupOptions(SetupOptions.ALL, Scope.USER, false, true, true);
    SetupCommand.Invocation call =
        new SetupCommand.Invocation(
            env, Path.of(env.getOrDefault("HOME", "/")), layout.share(), distribution, false);
    if (SetupCommand.run(remove, call, InputStream.nullInputStream(), out, out) != 0) {
      out.println("A client's configuration still names peers; take that out by hand.");
    }
    Path top = Path.of(env.getOrDefault("HOME", "/"));
    Trees.prune(top.resolve(".claude/skills/claude-peers"), top);
    out.println("What 'peers setup --scope project' wrote into projects stays there.");
  }

  private boolean wantsPurge(Mail mail) throws IOException {
    return switch (mail) {
      case KEEP -> false;
      case PURGE -> true;
      case ASK ->
          !data.kept().isEmpty()
              && question.isAnsweredYes(
                  "Delete the database " + settings.database() + " with all mail too?");
    };
  }

  private void stopBroker() {
    try (RunningBroker broker = new RunningBroker(settings)) {
      for (Optional<BrokerHealth> health = broker.health();
          health.isPresent();
          health = broker.health()) {
        if (health.get().peers() > 0) {
          out.println(health.get().peers() + " agent session(s) lose the network now.");
        }
        boolean stopped;
        try (Progress _ = waits.on("Waiting for the broker to stop")) {
          stopped = broker.stop(health.get());
        }
        if (!stopped) {
          throw new InstallException(
              "the broker, process "
                  + health.get().pid()
                  + ", does not stop; end it and try again");
        }
        out.println("The broker is stopped.");
      }
    }
  }

  /// Whatever is run to start a broker: clients that lose theirs would start another one.
  private void removeEntrances() throws IOException {
    new Links(layout).remove();
    Files.deleteIfExists(layout.current());
    try (Stream<Path> folders = Files.list(layout.versions())) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        Files.deleteIfExists(folder.resolve("bin/peers"));
      }
    }
  }
}
