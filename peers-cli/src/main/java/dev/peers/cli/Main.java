package dev.peers.cli;

import dev.peers.cli.daemon.Daemon;
import dev.peers.cli.demo.Demo;
import dev.peers.cli.doctor.Doctor;
import dev.peers.cli.hook.Harness;
import dev.peers.cli.hook.HookCommand;
import dev.peers.cli.logs.LogSetup;
import dev.peers.cli.terminal.Progress;
import dev.peers.core.StoreException;
import dev.peers.protocol.Settings;
import dev.peers.sqlite.SqlitePeerStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The `peers` command.
public final class Main {
  private final Console console;
  private final Map<String, String> env;

  Main(Console console, Map<String, String> env) {
    this.console = console;
    this.env = env;
  }

  public static void main(String[] args) {
    end(run(List.of(args)));
  }

  /// Ends this process. A return from `main` does that as well, while `exit` first looks into every
  /// jar for somebody who wants it logged: 25 of 180 ms.
  static void end(int code) {
    if (code != ExitCode.OK || isHeldUp()) {
      System.exit(code);
    }
  }

  /// Whether a thread is left for which a return from `main` would wait.
  private static boolean isHeldUp() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && !threads[i].equals(Thread.currentThread())) {
        return true;
      }
    }
    return false;
  }

  /// Runs one command of this process and returns its exit code.
  static int run(List<String> args) {
    LogSetup.silently();
    nameSelectorProvider();
    Map<String, String> env = System.getenv();
    return new Main(Console.ofProcess(env), env).run(args.toArray(String[]::new));
  }

  /// The first socket has the JVM look into every jar for another provider of sockets than its own,
  /// unless one is named. This is what it takes by itself on Linux.
  private static void nameSelectorProvider() {
    String name = "sun.nio.ch.EPollSelectorProvider";
    try {
      Class.forName(name, false, null);
      System.setProperty("java.nio.channels.spi.SelectorProvider", name);
    } catch (ClassNotFoundException e) {
      // Another system, or another JDK: it finds its own.
    }
  }

  /// Runs one command and returns its exit code.
  int run(String... args) {
    try {
      return dispatch(args);
    } catch (CliException e) {
      console.err().println(e.text());
      return e.exitCode();
    } catch (IllegalArgumentException e) {
      // Of the settings: the message names the setting and what it may be.
      console.err().println("peers: " + Safe.line(String.valueOf(e.getMessage())));
      return ExitCode.USAGE;
    }
  }

  private int dispatch(String[] args) {
    if (args.length == 0) {
      console.err().print(Help.all());
      return ExitCode.USAGE;
    }
    return switch (args[0]) {
      case "--help", "-h", "help" ->
          print(args.length > 1 ? Help.of(CommandSpec.named(args[1])) : Help.all());
      case "--version", "-V" -> print("peers " + Version.current() + "\n");
      default -> {
        CommandSpec spec = CommandSpec.named(args[0]);
        Arguments arguments = Arguments.parse(spec, args, 1);
        yield arguments.has("--help") ? print(Help.of(spec)) : run(spec, arguments);
      }
    };
  }

  private int print(String text) {
    console.out().print(text);
    return ExitCode.OK;
  }

  private int run(CommandSpec spec, Arguments arguments) {
    return switch (spec.name()) {
      case "broker" ->
          Daemon.run(
              Settings.of(env), arguments.has("--managed"), Version.current(), console.err());
      case "mcp" -> McpCommand.run(arguments, env, console.in());
      case "hook" -> HookCommand.run(harness(arguments), console.in(), console.out(), env);
      case "backup" -> backup(arguments);
      case "setup" -> SetupArguments.run(arguments, env, console);
      case "install", "uninstall", "service" ->
          Administration.run(spec.name(), arguments, env, console);
      case "doctor" -> doctor(arguments);
      case "logs" -> LogsCommand.run(arguments, Settings.of(env), console);
      case "config" -> ConfigCommand.run(arguments, env, console);
      case "demo" -> Demo.run(env, console.out(), console.err());
      default -> ask(command(spec.name()), arguments);
    };
  }

  /// Clients take exit code 2 of a hook for a wish to block.
  private static Harness harness(Arguments arguments) {
    String name = arguments.value("--harness").orElse("");
    return Harness.parse(name)
        .orElseThrow(
            () ->
                CliException.failed(
                    "peers hook: --harness must be claude or codex, not '"
                        + Safe.line(name)
                        + "'"));
  }

  private int backup(Arguments arguments) {
    try {
      Settings settings = Settings.of(env);
      try (Progress _ = console.waits().on("Copying the database")) {
        SqlitePeerStore.backup(settings.database(), Path.of(arguments.first()));
      }
    } catch (StoreException e) {
      throw CliException.failed("peers: " + Safe.line(String.valueOf(e.getMessage())));
    }
    return print("Backup written to " + Safe.line(arguments.first()) + "\n");
  }

  private int doctor(Arguments arguments) {
    return Doctor.run(
        env,
        Version.current(),
        arguments.has("--fix"),
        arguments.json(),
        console.out(),
        console.display(),
        console.waits().on("Looking"));
  }

  private int ask(NetworkCommand command, Arguments arguments) {
    try (Network network = Network.of(Settings.of(env)).showingWaits(console)) {
      return command.run(arguments, network, console);
    }
  }

  private static NetworkCommand command(String name) {
    return switch (name) {
      case "status" -> new StatusCommand();
      case "peers" -> new PeersCommand();
      case "messages" -> new MessagesCommand();
      case "watch" -> new WatchCommand();
      case "send" -> new SendCommand();
      case "ask" -> new AskCommand();
      case "wait" -> new WaitCommand();
      case "kill" -> new KillCommand();
      case "orphans" -> new OrphansCommand();
      case "cleanup" -> new CleanupCommand();
      case "purge" -> new PurgeCommand();
      case "kill-broker" -> new KillBrokerCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }
}
