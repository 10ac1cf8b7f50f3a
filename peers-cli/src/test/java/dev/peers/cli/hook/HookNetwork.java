package dev.peers.cli.hook;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerName;
import dev.peers.protocol.Settings;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.FakeRepositories;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.RecordingNotifier;
import dev.peers.testkit.SequentialIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// A network in this process, with an agent whose hooks can be run.
final class HookNetwork implements AutoCloseable {
  static final long AGENT = 4_100;
  static final long SERVER = 4_101;
  static final Duration PATIENCE = Duration.ofSeconds(5);

  final Settings settings;
  final FakeProcessInspector processes = new FakeProcessInspector();
  final RecordingNotifier notifier = new RecordingNotifier();
  final Broker broker;
  private final ManualClock clock = new ManualClock();
  private final Path folder;

  HookNetwork(Path folder) {
    this(folder, settings(folder));
  }

  /// One whose hooks may say so much to show mail itself.
  HookNetwork(Path folder, int mailChars) {
    this(folder, settings(folder, Map.of("CLAUDE_PEERS_HOOK_MAIL_CHARS", "" + mailChars)));
  }

  private HookNetwork(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
    broker =
        Peers.builder()
            .store(new InMemoryPeerStore())
            .processes(processes)
            .notifier(notifier)
            .repositories(new FakeRepositories())
            .ids(new SequentialIds())
            .clock(clock)
            .scheduler(new ManualScheduler(clock))
            .marks(new MarkerFiles(MarkerFiles.folder(settings), Runnable::run))
            .activities(new TurnFiles(settings, clock))
            .writer(Runnable::run)
            .open();
  }

  static Settings settings(Path folder) {
    return settings(folder, Map.of());
  }

  private static Settings settings(Path folder, Map<String, String> more) {
    Map<String, String> env = new HashMap<>(more);
    env.put("HOME", folder.toString());
    env.put("CLAUDE_PEERS_SOCKET", folder.resolve("run/peers.sock").toString());
    env.put("CLAUDE_PEERS_STATE", folder.resolve("state").toString());
    return Settings.of(env);
  }

  /// The peer of the agent whose hooks are run.
  Registration agent(ClientType type) {
    processes.start(AGENT);
    processes.start(SERVER, AGENT);
    return now(broker.register(request(SERVER, "/work/shop", type).withAgent(AGENT)));
  }

  Registration peer(long pid, String name) {
    return now(broker.register(newcomer(pid, name)));
  }

  /// One of the old protocol.
  Registration unsecuredPeer(long pid, String name) {
    return now(broker.register(newcomer(pid, name).unsecured()));
  }

  private RegisterRequest newcomer(long pid, String name) {
    processes.start(pid);
    processes.start(pid + 1, pid);
    return request(pid + 1, "/work/other", ClientType.CLAUDE_CODE)
        .withAgent(pid)
        .withName(new PeerName(name));
  }

  /// Makes what was known of processes old.
  void pass(Duration time) {
    clock.advance(time);
  }

  static RegisterRequest request(long pid, String cwd, ClientType type) {
    return RegisterRequest.of(pid, cwd, type);
  }

  void send(Registration from, Registration to, String text) {
    now(broker.send(SendRequest.of(from.caller(), to.peer().id().value(), text)));
  }

  void sendAsPerson(Registration to, String text) {
    now(broker.send(SendRequest.of(Caller.CLI, to.peer().id().value(), text)));
  }

  void readAll(Registration reader) {
    List<Long> ids = unread(reader).stream().map(Message::id).toList();
    now(broker.acknowledge(reader.caller(), ids));
  }

  List<Message> unread(Registration reader) {
    return now(broker.fetch(reader.caller())).stream().map(Envelope::message).toList();
  }

  static <T> T now(CompletionStage<dev.peers.core.Outcome<T>> stage) {
    return stage.toCompletableFuture().join().orThrow();
  }

  /// What a Claude Code hook of the agent prints.
  String claude(String payload) {
    Map<String, String> env = Map.of("CLAUDE_PID", Long.toString(AGENT));
    return run(Harness.CLAUDE, payload, env, List.of(77_777L, AGENT, 1L));
  }

  /// What a Codex hook of the agent prints; a shell stands between them.
  String codex(String payload) {
    return run(Harness.CODEX, payload, Map.of(), List.of(77_777L, AGENT, 1L));
  }

  String run(Harness harness, String payload, Map<String, String> env, List<Long> ancestors) {
    return output(command(harness, env, ancestors), input(payload));
  }

  HookCommand command(Harness harness, Map<String, String> env, List<Long> ancestors) {
    return new HookCommand(harness, env, broker, settings, () -> ancestors, PATIENCE);
  }

  static InputStream input(String payload) {
    return new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8));
  }

  static String output(HookCommand command, InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode = command.run(in, new PrintStream(out, false, StandardCharsets.UTF_8));
    if (exitCode != 0) {
      throw new AssertionError("a hook ended with " + exitCode);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  Path marks() {
    return MarkerFiles.folder(settings);
  }

  String log() throws IOException {
    Path log = folder.resolve("state/hook.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  public void close() {
    broker.close();
  }
}
