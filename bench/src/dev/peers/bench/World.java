package dev.peers.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A home of its own with a broker in it, away from everything of the user's. Start-up caches are
/// shared by all of them.
final class World implements AutoCloseable {
  private static final Path DIST = Path.of(System.getProperty("peers.dist"));
  private static final Path CACHE = Path.of(System.getProperty("peers.bench.cache"));
  private static final String MANY = "1000000";
  private static final List<String> KINDS = List.of("broker", "mcp", "hook", "cli");

  final Path home;
  final Path socket;
  private final Map<String, String> environment = new TreeMap<>();
  private Process broker;
  private int port;

  /// @param folder where the home is made: the file system counts
  World(Path folder) throws IOException {
    Files.createDirectories(folder);
    home = Files.createTempDirectory(folder, "peers-bench");
    // The longest path of a socket is short.
    socket = Files.createTempDirectory("peers").resolve("s");
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_CACHE_HOME", CACHE.toString());
    environment.put("CLAUDE_PEERS_SOCKET", socket.toString());
    environment.put("CLAUDE_PEERS_DB", database().toString());
    environment.put("CLAUDE_PEERS_TCP", "1");
    environment.put("CLAUDE_PEERS_PORT", "0");
    environment.put("CLAUDE_PEERS_REQUEST_RATE", MANY);
    environment.put("CLAUDE_PEERS_STEADY_RATE", "1000000000");
    environment.put("CLAUDE_PEERS_RATE", MANY);
    environment.put("CLAUDE_PEERS_VERIFIED_RATE", MANY);
    environment.put("CLAUDE_PEERS_MAX_UNREAD", "10000000");
    environment.put("CLAUDE_PEERS_IDLE_EXIT_SECONDS", "0");
  }

  World with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path database() {
    return home.resolve("peers.db");
  }

  /// A process of the `peers` command in this world.
  ProcessBuilder peers(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(DIST.resolve("bin/peers").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /// Starts the broker and waits until it is ready; says how long that took, in milliseconds.
  double start() throws IOException {
    long before = System.nanoTime();
    broker = peers("broker").start();
    BufferedReader said = broker.errorReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains(" ready on ")) {
        double took = (System.nanoTime() - before) / 1e6;
        String after = line.substring(line.indexOf("127.0.0.1:") + 10);
        port = Integer.parseInt(after.substring(0, after.indexOf(',')));
        Thread.ofVirtual().start(() -> show(said));
        return took;
      }
      System.err.println(line);
    }
    throw new IllegalStateException("the broker did not start");
  }

  private static void show(BufferedReader said) {
    try {
      said.lines().forEach(System.err::println);
    } catch (UncheckedIOException e) {
      // The broker was ended.
    }
  }

  void send(Member from, Member to) throws IOException {
    ask(
        "/send-message",
        "{\"from_id\":\"%s\",\"to_id\":\"%s\",\"text\":\"hello\"}".formatted(from.id(), to.id()),
        from.headers());
  }

  /// Waits until every kind of process has its cache; says whether it has.
  static boolean awaitCaches() throws IOException {
    for (int i = 0; i < 180; i++) {
      try (Stream<Path> files = Files.list(CACHE.resolve("claude-peers"))) {
        List<String> names = files.map(file -> file.getFileName().toString()).toList();
        if (KINDS.stream().allMatch(kind -> names.stream().anyMatch(n -> isCache(n, kind)))
            && names.stream().noneMatch(name -> name.endsWith(".lock"))) {
          return true;
        }
      }
      Pauses.seconds(1);
    }
    return false;
  }

  private static boolean isCache(String name, String kind) {
    return name.startsWith(kind + "-") && name.endsWith(".aot");
  }

  void stop() throws IOException {
    if (broker != null) {
      broker.destroy();
      try {
        if (!broker.waitFor(30, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the broker did not stop");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  long brokerPid() {
    return broker.pid();
  }

  Wire.Address unix() {
    return Wire.Address.unix(socket);
  }

  Wire.Address tcp() throws IOException {
    return Wire.Address.tcp(port, Files.readString(Path.of(socket + ".token")).strip());
  }

  /// Asks once, on a connection of its own.
  String ask(String path, String json) throws IOException {
    return ask(path, json, "");
  }

  String ask(String path, String json, String headers) throws IOException {
    try (Wire wire = new Wire(unix())) {
      wire.exchange(Wire.post(unix(), path, json, headers));
      if (!wire.isOk()) {
        throw new IllegalStateException(path + ": " + wire.body());
      }
      return wire.body();
    }
  }

  /// A peer as a client knows it, and the header that proves it.
  record Member(String id, String headers) {}

  /// Registers one peer for each process.
  List<Member> register(List<Long> pids, boolean secured) throws IOException {
    List<Member> members = new ArrayList<>();
    try (Wire wire = new Wire(unix())) {
      for (long pid : pids) {
        ByteBuffer request = Wire.post(unix(), "/register", registration(pid, secured), "");
        wire.exchange(request);
        members.add(member(wire.body()));
      }
    }
    return members;
  }

  static String registration(long pid, boolean secured) {
    return ("{\"pid\":%d,\"agent_pid\":%d,\"cwd\":\"/home/user/projects/poker-engine\","
            + "\"git_root\":\"/home/user/projects/poker-engine\",\"tty\":\"pts/%d\","
            + "\"client_type\":\"claude-code\",\"summary\":\"mends the odds of the river\","
            + "\"secured\":%b}")
        .formatted(pid, pid, pid % 100, secured);
  }

  static Member member(String registered) {
    String secret = field(registered, "secret");
    return new Member(
        field(registered, "id"), secret.isEmpty() ? "" : "Peers-Secret: " + secret + "\r\n");
  }

  private static String field(String json, String name) {
    String start = "\"" + name + "\":\"";
    int at = json.indexOf(start);
    return at < 0
        ? ""
        : json.substring(at + start.length(), json.indexOf('"', at + start.length()));
  }

  @Override
  public void close() throws IOException {
    stop();
    delete(home);
    delete(socket.getParent());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
