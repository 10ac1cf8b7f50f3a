package dev.peers.cli.install;

import dev.peers.cli.StartUpCaches;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The home folder of somebody who has never had peers. Whatever runs in it ends with it.
public final class FreshHome implements AutoCloseable {
  /// How long anything may take on a busy machine.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path top;
  private final Path folder;
  private final Map<String, String> env = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();

  /// What a program printed, and its exit code.
  public record Ran(int exitCode, String out, String err) {}

  private FreshHome(Path top) throws IOException {
    this.top = top;
    this.folder = Files.createDirectory(top.resolve("home"));
    env.put("HOME", folder.toString());
    env.put("PATH", top.resolve("programs") + ":/usr/bin:/bin");
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.putAll(StartUpCaches.NONE);
  }

  /// Makes one. Its path is short, as a socket's in it has to be.
  public static FreshHome create() throws IOException {
    return new FreshHome(Files.createTempDirectory(Path.of("/tmp"), "peers-home-"));
  }

  /// Sets a variable for what is run from now on.
  public FreshHome with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /// The variables that programs get.
  public Map<String, String> env() {
    return Map.copyOf(env);
  }

  /// The home folder.
  public Path folder() {
    return folder;
  }

  /// A folder beside the home.
  public Path beside(String name) throws IOException {
    return Files.createDirectories(top.resolve(name));
  }

  /// The archive of the build, unpacked anew.
  public Path unpacked(String into) throws IOException {
    Ran tar = run("tar", "xzf", archive().toString(), "-C", beside(into).toString());
    if (tar.exitCode() != 0) {
      throw new IOException(tar.err());
    }
    try (Stream<Path> folders = Files.list(beside(into))) {
      return folders.findFirst().orElseThrow();
    }
  }

  /// The archive of the build.
  public static Path archive() {
    return Path.of(System.getProperty("peers.archive", "none")).toAbsolutePath();
  }

  /// Puts a program on the PATH.
  public Path program(String name, String script) throws IOException {
    Path program = Files.writeString(beside("programs").resolve(name), script);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    return program;
  }

  /// Runs `peers` from a distribution, or the installed one through its link.
  public Ran peers(Path distribution, String... arguments) {
    String launcher = distribution.resolve("bin/peers").toString();
    return run(Stream.concat(Stream.of(launcher), Stream.of(arguments)).toArray(String[]::new));
  }

  /// Runs what `peers install` has installed.
  public Ran installed(String... arguments) {
    return peers(folder.resolve(".local"), arguments);
  }

  /// Runs a program to its end.
  public Ran run(String... command) {
    return run(PATIENCE, command);
  }

  /// Runs a program that may take so long to its end.
  public Ran run(Duration patience, String... command) {
    try {
      Path out = Files.createTempFile(top, "printed", ".out");
      Path err = Files.createTempFile(top, "printed", ".err");
      Process process =
          builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      processes.add(process);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(List.of(command) + " does not end");
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder;
  }

  /// Waits for a broker that answers, and returns its version and process as `version pid`.
  public String broker(Path distribution) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> peers(distribution, "status", "--json").exitCode() == 0);
    return peers(distribution, "status", "--json")
        .out()
        .replaceAll("(?s).*?\"version\":\"([^\"]*)\".*?\"pid\":(\\d+).*", "$1 $2")
        .strip();
  }

  /// All that is there, folders of other things aside.
  public List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /// An agent's MCP server, run by what is installed.
  public Session session() throws IOException {
    Process process =
        builder(folder.resolve(".local/bin/peers").toString(), "mcp", "--client-type", "codex")
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return new Session(process);
  }

  /// The agent's end of an MCP server.
  public static final class Session {
    private final Process process;
    private final Writer in;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private int calls = 1;

    private Session(Process process) {
      this.process = process;
      this.in = process.outputWriter(StandardCharsets.UTF_8);
      Thread.ofVirtual().start(this::listen);
      say(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
          "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
          """);
      say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    /// Calls a tool without arguments until it is answered without an error, and returns the line
    /// that answers. While a broker starts, a session may have none yet.
    public String call(String tool) {
      return Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> callOnce(tool), answer -> !answer.contains("\"isError\":true"));
    }

    private String callOnce(String tool) {
      calls++;
      String id = "\"id\":" + calls + ",";
      say(
          "{\"jsonrpc\":\"2.0\","
              + id
              + "\"method\":\"tools/call\",\"params\":{\"name\":\""
              + tool
              + "\",\"arguments\":{}}}");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> lines.stream().anyMatch(line -> line.contains(id)));
      return lines.stream().filter(line -> line.contains(id)).findFirst().orElseThrow();
    }

    /// Ends it as its agent does.
    public void end() throws IOException {
      in.close();
      process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void say(String line) {
      try {
        in.write(line + "\n");
        in.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void listen() {
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        out.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException e) {
        lines.add("closed: " + e.getMessage());
      }
    }
  }

  /// The process that the lock file of the broker names.
  private void endBroker() throws IOException {
    Path lock = folder.resolve(".claude/run/claude-peers.sock.lock");
    String pid = Files.isRegularFile(lock) ? Files.readString(lock).strip() : "";
    if (!pid.isEmpty()) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              broker -> {
                broker.destroyForcibly();
                broker.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
              });
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
    endBroker();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    if (Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(top + " is still there");
    }
  }
}
