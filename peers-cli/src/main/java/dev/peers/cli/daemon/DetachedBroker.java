package dev.peers.cli.daemon;

import dev.peers.cli.service.Service;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.Settings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts `peers broker` as a process that outlives this one: in a session of its own where the
/// system has `setsid`, without a terminal, in the root folder, with its output in the log.
///
/// Does nothing while somebody else is starting one. Several may be started at once all the same,
/// since each looks at the lock first and all but one leave.
public final class DetachedBroker implements BrokerStarter {
  /// What changes a JVM, and what belongs to the one agent that happened to start the broker.
  private static final List<String> FOREIGN =
      List.of(
          "JAVA_TOOL_OPTIONS",
          "_JAVA_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "CLAUDECODE",
          "CLAUDE_PROJECT_DIR",
          "CLAUDE_PID");

  private static final String FOREIGN_PREFIX = "CLAUDE_CODE_";

  /// The shell ends at once and leaves its child to the system: whoever ends an agent together with
  /// everything below it does not end the broker.
  private static final String LET_GO = "\"$@\" &";

  /// A service manager that owns the broker starts it, if it can be reached from here.
  private static final String LET_MANAGER = "{ %s >/dev/null 2>&1 || \"$@\"; } &";

  private final Settings settings;
  private final List<String> command;

  private DetachedBroker(Settings settings, List<String> command) {
    this.settings = settings;
    this.command = command;
  }

  /// The broker of this installation. Without one (classes in a build folder), the same classes are
  /// run again.
  public static DetachedBroker of(Settings settings) {
    String home = System.getProperty("peers.home", "");
    List<String> broker =
        home.isEmpty()
            ? List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.peers.cli.Main",
                "broker")
            : List.of(launcher(Path.of(home)).toString(), "broker");
    return new DetachedBroker(settings, broker);
  }

  /// The broker of that installation.
  public static DetachedBroker by(Settings settings, Path launcher) {
    return new DetachedBroker(settings, List.of(launcher.toString(), "broker"));
  }

  /// How this distribution is called. Where several versions are installed it is the one in use: an
  /// MCP server that outlives an update starts a broker of the new version.
  public static Path launcher(Path home) {
    Path current = home.resolveSibling("current");
    Path chosen = Files.isSymbolicLink(current) && isComplete(current) ? current : home;
    return chosen.resolve("bin").resolve("peers");
  }

  private static boolean isComplete(Path home) {
    return Files.isExecutable(home.resolve("bin").resolve("peers"))
        && Files.isDirectory(home.resolve("lib"));
  }

  @Override
  public void start() {
    if (StartMark.of(settings).claim()) {
      launch();
    }
  }

  private void launch() {
    Path log = settings.logFile();
    BrokerFiles.file(log);
    List<String> detached = new ArrayList<>(List.of("/bin/sh", "-c", script(), "peers"));
    find("setsid").or(() -> find("nohup")).ifPresent(path -> detached.add(path.toString()));
    detached.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(detached)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    clean(builder.environment());
    try {
      builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
  }

  private String script() {
    return Service.startScript(System.getenv(), settings)
        .map(LET_MANAGER::formatted)
        .orElse(LET_GO);
  }

  private static void clean(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> FOREIGN.contains(name) || name.startsWith(FOREIGN_PREFIX));
    // It is a broker that listens, not a client that connects somewhere.
    environment.remove("CLAUDE_PEERS_URL");
  }

  private static Optional<Path> find(String program) {
    for (String folder : List.of("/usr/bin", "/bin", "/opt/homebrew/bin", "/usr/local/bin")) {
      Path path = Path.of(folder, program);
      if (Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
