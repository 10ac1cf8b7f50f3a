package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.install.Rebuilt;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `peers doctor` of the real distribution in a fresh home to which all clients are connected:
/// healthy, and with each fault by itself. Each fault must be found by its check and by no other.
class DoctorIT {
  private static final Path DIST =
      Path.of(System.getProperty("peers.dist", "target/dist")).toAbsolutePath();
  private static final List<String> EVENTS =
      List.of("session_start", "user_prompt_submit", "pre_tool_use", "stop");

  private Sandbox sandbox;
  private Path home;
  private Path dist;
  private Path programs;
  private Path settings;
  private Path codex;

  /// A copy of the distribution, as some faults are in it.
  @BeforeEach
  void install() throws Exception {
    sandbox = Sandbox.create();
    home = sandbox.home();
    dist = home.resolve("dist");
    programs = Files.createDirectories(home.resolve("programs"));
    settings = home.resolve(".claude/settings.json");
    codex = home.resolve(".codex/config.toml");
    copy(dist);
    path(dist.resolve("bin") + ":" + programs);
    sandbox.with("CLAUDE_PEERS_REQUEST_TIMEOUT_MS", "1000");
    sandbox.with("CLAUDE_PEERS_SWEEP_SECONDS", "3600");
    Files.writeString(home.resolve(".claude.json"), "{}");
    Files.createDirectories(home.resolve(".config/opencode"));
    Files.createDirectories(home.resolve(".gemini"));
    Files.createDirectories(home.resolve(".codex"));
    assertThat(peers("setup", "--yes").exitCode()).isZero();
    trustHooks();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  private void copy(Path to) {
    assertThat(sandbox.run(List.of("cp", "-r", DIST.toString(), to.toString())).exitCode())
        .isZero();
  }

  private void path(String folders) {
    sandbox.with("PATH", folders + ":/usr/bin:/bin");
  }

  private void trustHooks() throws IOException {
    StringBuilder state = new StringBuilder(Files.readString(codex));
    for (String event : EVENTS) {
      state.append("\n[hooks.state.\"").append(home.resolve(".codex/hooks.json"));
      state.append(':').append(event).append(":0:0\"]\ntrusted_hash = \"sha256:0\"\n");
    }
    Files.writeString(codex, state);
  }

  /// Through `sh`, which does not mind a launcher that cannot be run.
  private Sandbox.Result peers(String... arguments) {
    return sandbox.run(command(arguments));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", dist.resolve("bin/peers").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Process startBroker() {
    return startBroker(dist);
  }

  private Process startBroker(Path distribution) {
    Process broker =
        sandbox.start(List.of("sh", distribution.resolve("bin/peers").toString(), "broker"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sandbox.err(broker).contains(" ready on "));
    return broker;
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// What a run found that is not as it should be, as `check: what`, and with what it ended.
  private record Diagnosis(int exitCode, List<JsonObject> findings, List<String> done) {
    List<JsonObject> faults() {
      return findings.stream().filter(it -> !it.text("severity").equals("ok")).toList();
    }

    String about(String check) {
      return String.join(
          "\n",
          findings.stream()
              .filter(it -> it.text("check").equals(check))
              .map(it -> it.text("what"))
              .toList());
    }
  }

  private Diagnosis doctor(String... options) {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--json"));
    arguments.addAll(List.of(options));
    Sandbox.Result result = peers(arguments.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    JsonObject json = (JsonObject) Json.parse(result.out());
    return new Diagnosis(result.exitCode(), json.objects("findings"), json.texts("done"));
  }

  private void healthy() {
    Diagnosis diagnosis = doctor();
    assertThat(diagnosis.faults()).isEmpty();
    assertThat(diagnosis.exitCode()).isZero();
  }

  /// The one fault that is found.
  private JsonObject found(String check, String severity, String what) {
    Diagnosis diagnosis = doctor();
    assertThat(diagnosis.faults()).extracting(it -> it.text("check")).containsExactly(check);
    JsonObject fault = diagnosis.faults().getFirst();
    assertThat(fault.text("what")).contains(what);
    assertThat(fault.text("severity")).isEqualTo(severity);
    assertThat(fault.text("advice")).isNotBlank();
    assertThat(diagnosis.exitCode()).isEqualTo(severity.equals("broken") ? 2 : 1);
    return fault;
  }

  /// A fault that --fix leaves alone and says so.
  private void foundOnly(String check, String severity, String what) {
    assertThat(found(check, severity, what).flag("fixable", true)).isFalse();
  }

  /// A fault that --fix mends.
  private void foundAndMended(String check, String severity, String what, String done) {
    assertThat(found(check, severity, what).flag("fixable", false)).isTrue();
    Diagnosis mended = doctor("--fix");
    assertThat(mended.done()).singleElement().asString().contains(done);
    assertThat(mended.faults()).isEmpty();
    assertThat(mended.exitCode()).isZero();
    healthy();
  }

  @Test
  void a_healthy_installation_is_tested_through_its_broker_and_left_as_it_was() throws Exception {
    Process broker = startBroker();
    Process watch = sandbox.start(command("watch"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> peers("status", "--json").out().contains("\"connections\":2"));
    Process agent = sandbox.sleeper();
    sandbox.register(agent.pid(), agent.pid(), "/work/bystander");
    Awaitility.await().until(() -> sandbox.out(watch).contains("bystander"));
    String before = sandbox.out(watch);

    Sandbox.Result result = peers("doctor");
    assertThat(result.out())
        .contains("through the broker that clients use, process " + broker.pid())
        .contains("acknowledged after")
        .contains("sound")
        .doesNotContain("[by hand]", "[--fix");
    assertThat(result.exitCode()).as(result.out()).isZero();

    assertThat(peers("messages").out()).isEqualTo("No messages.\n");
    assertThat(peers("peers", "--names").out()).isEqualTo("bystander\n");
    assertThat(sandbox.out(watch)).isEqualTo(before);
    assertThat(peers("status", "--json").out()).contains("\"peers\":1", "\"wakes_queued\":0");
  }

  @Test
  void without_a_broker_it_tests_one_of_its_own_and_leaves_nothing() throws Exception {
    Diagnosis diagnosis = doctor();
    assertThat(diagnosis.exitCode()).isZero();
    assertThat(diagnosis.about("self-test")).contains("through a broker of its own, as none runs");
    assertThat(sandbox.socket()).doesNotExist();
    assertThat(sandbox.database()).doesNotExist();
    try (Stream<Path> left = Files.list(Path.of("/tmp"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("peers-doctor-")))
          .noneMatch(path -> Files.exists(path.resolve(".claude/run/claude-peers.sock")));
    }
  }

  @Test
  void faults_of_the_installation() throws Exception {
    startBroker();
    Path launcher = dist.resolve("bin/peers");
    assertThat(launcher.toFile().setExecutable(false, false)).isTrue();
    Diagnosis launch = doctor();
    assertThat(launch.faults())
        .extracting(it -> it.text("check"))
        .containsExactly("launcher", "path");
    assertThat(launch.exitCode()).isEqualTo(2);
    assertThat(doctor("--fix").done()).containsExactly("made " + launcher + " executable");
    healthy();

    path(programs.toString());
    foundOnly("path", "warning", "there is no 'peers' on PATH");
    program("peers", "exit 0");
    path(programs + ":" + dist.resolve("bin"));
    foundOnly("path", "warning", "'peers' on PATH is another one: " + programs.resolve("peers"));
    Files.delete(programs.resolve("peers"));
    path(dist.resolve("bin") + ":" + programs);

    Path lock = Files.createDirectories(home.resolve(".cache/claude-peers/mcp-1.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    foundAndMended("caches", "warning", "1 cache(s) could not be made", "removed what was left");
    assertThat(lock).doesNotExist();
  }

  @Test
  void faults_of_files() throws Exception {
    startBroker();
    mode(home.resolve(".claude/run"), "rwxrwxrwx");
    foundAndMended("folders", "broken", "others may put files of theirs into", "closed ");
    mode(sandbox.database(), "rw-r--r--");
    foundAndMended(
        "permissions",
        "broken",
        "others may use " + sandbox.database(),
        "took the rights of others to " + sandbox.database() + " away");
    Path log = Files.writeString(home.resolve(".local/state/peers/hook.log"), "x\n");
    mode(log, "rw----r--");
    foundAndMended("permissions", "broken", "others may use " + log, "took the rights");

    sandbox.with("CLAUDE_PEERS_LOG", "/dev/null/x.log");
    foundOnly("folders", "broken", "/dev/null is no folder");
    sandbox.with("CLAUDE_PEERS_LOG", "");

    long free = Files.getFileStore(home).getUsableSpace() / 1_000_000;
    sandbox.with("CLAUDE_PEERS_DOCTOR_FREE_MB", Long.toString(free * 2));
    foundOnly("space", "warning", "MB are free for the database, which is little");
    sandbox.with("CLAUDE_PEERS_DOCTOR_FREE_MB", Long.toString(free * 20));
    foundOnly("space", "broken", "soon mail cannot be sent");
    sandbox.with("CLAUDE_PEERS_DOCTOR_FREE_MB", "");

    sandbox.with("CLAUDE_PEERS_DOCTOR_DATABASE_MB", "0");
    foundOnly("database", "warning", "is large");
    sandbox.with("CLAUDE_PEERS_DOCTOR_DATABASE_MB", "");
    FileTime now = Files.getLastModifiedTime(sandbox.database());
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(1)));
    Files.setLastModifiedTime(sandbox.database(), future);
    foundOnly("clock", "warning", "the database was written in the future");
    Files.setLastModifiedTime(sandbox.database(), now);

    assertThat(peers("kill-broker").exitCode()).isZero();
    byte[] sound = Files.readAllBytes(sandbox.database());
    byte[] damaged = sound.clone();
    java.util.Arrays.fill(damaged, 4_096, damaged.length, (byte) 7);
    Files.write(sandbox.database(), damaged);
    foundOnly("database", "broken", "damaged");
    assertThat(sandbox.database()).hasBinaryContent(damaged);
    Files.writeString(sandbox.database(), "no database at all");
    foundOnly("database", "broken", "it is damaged");
    Files.write(sandbox.database(), sound);
    healthy();

    sandbox.with("CLAUDE_PEERS_PORT", "many");
    Sandbox.Result wrong = peers("doctor");
    assertThat(wrong.err()).contains("CLAUDE_PEERS_PORT is 'many'");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  @Test
  void faults_of_the_broker() throws Exception {
    Path socket = sandbox.socket();
    Process killed = startBroker();
    killed.destroyForcibly().waitFor();
    foundAndMended(
        "broker", "warning", "a socket is left of a broker that is gone", "removed the socket");
    assertThat(socket).doesNotExist();

    Files.writeString(socket, "mine");
    mode(socket, "rw-------");
    foundOnly("broker", "broken", socket + " is in the way");
    doctor("--fix");
    assertThat(socket).hasContent("mine");
    Files.delete(socket);

    Path lock = socket.resolveSibling("claude-peers.sock.lock");
    Files.deleteIfExists(lock);
    Files.createSymbolicLink(lock, home.resolve("elsewhere"));
    foundOnly("lock", "broken", lock + " is a symbolic link");
    Files.delete(lock);

    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(socket));
      mode(socket, "rw-------");
      foundOnly("broker", "broken", "one runs and does not answer");
      assertThat(doctor().about("self-test")).contains("that of the clients does not answer");
    }
    Files.delete(socket);

    sandbox.with("CLAUDE_PEERS_URL", "http://127.0.0.1:1");
    foundOnly("broker", "broken", "nobody answers at http://127.0.0.1:1");
    sandbox.with("CLAUDE_PEERS_URL", "");

    Path other = home.resolve("other");
    copy(other);
    Process old = startBroker(Rebuilt.as("0.0.9", other));
    foundOnly("broker", "warning", "it is version 0.0.9");
    assertThat(doctor().about("self-test")).contains("the one that runs is of another version");
    old.destroy();
    old.waitFor();
    healthy();
  }

  @Test
  void faults_of_processes() throws Exception {
    Process broker = startBroker();
    Process agent = sandbox.sleeper();
    Process server = sandbox.sleeper();
    sandbox.register(server.pid(), agent.pid(), "/work/orphan");
    agent.destroyForcibly().waitFor();
    foundAndMended(
        "leftovers", "warning", "1 process(es) live on", "ended the processes of agents");
    assertThat(server.waitFor()).isNotZero();

    signal(broker, "-STOP");
    foundOnly("broker", "broken", "one runs and does not answer");
    assertThat(found("broker", "broken", "").text("advice")).contains("process " + broker.pid());
    // Somebody sweeps up where it cannot notice.
    Files.delete(sandbox.socket());
    Files.delete(sandbox.socket().resolveSibling("claude-peers.sock.lock"));
    sandbox.with("CLAUDE_PEERS_DOCTOR_SECONDS", "1");
    foundAndMended(
        "processes",
        "warning",
        "process " + broker.pid() + " is a broker that " + sandbox.socket() + " does not lead to",
        "ended the broker of process " + broker.pid());
    assertThat(broker.isAlive()).isFalse();
  }

  @Test
  void faults_of_claude_code() throws Exception {
    startBroker();
    program("claude", "echo '2.1.330 (Claude Code)'");
    assertThat(doctor().about("claude-code")).contains("version 2.1.330 (Claude Code); peers was");
    program("claude", "exit 3");
    foundOnly("claude-code", "warning", "does not tell its version (exit code 3)");
    program("claude", "exec sleep 300");
    sandbox.with("CLAUDE_PEERS_DOCTOR_SECONDS", "1");
    foundOnly("claude-code", "warning", "does not answer within 1 seconds");
    sandbox.with("CLAUDE_PEERS_DOCTOR_SECONDS", "");
    Files.delete(programs.resolve("claude"));

    Path servers = home.resolve(".claude.json");
    faulty(servers, "\"claude-peers\"", "\"another\"", "it does not know our MCP server");
    faulty(servers, "/bin/peers\"", "/bin/cat\"", "starts something else");
    faulty(settings, "mcp__claude-peers__*", "mcp__another", "not on its allow-list");
    faulty(settings, "hook --harness", "another --harness", "hooks of ours are missing");
    faulty(settings, dist + "/bin/peers hook", "/old/bin/peers hook", "call something else");
    faulty(settings, "{\n", "{\n  \"disableAllHooks\": true,\n", "all hooks are switched off");
    faulty(
        settings,
        "\"permissions\": {",
        "\"permissions\": {\"deny\": [\"mcp__claude-peers__send_message\"],",
        "its rules forbid our tools");
    faulty(
        servers,
        "{\n",
        "{\n\"projects\":{\"/p\":{\"mcpServers\":{\"claude-peers\":{}}}},\n",
        "the project /p has its own entry");

    String text = Files.readString(servers);
    Files.writeString(servers, "{ not json");
    foundOnly("claude-code", "broken", servers + " cannot be understood: line 1, column 3");
    Files.delete(servers);
    // A file elsewhere is as good, as long as it says what is needed.
    Path elsewhere = Files.writeString(home.resolve("dotfiles.json"), text);
    Files.createSymbolicLink(servers, elsewhere);
    healthy();
    Files.writeString(elsewhere, "{}");
    assertThat(found("claude-code", "warning", "does not know our MCP server").text("advice"))
        .contains("is a symbolic link, which setup leaves alone");
    Files.writeString(elsewhere, text);

    Files.delete(home.resolve(".claude/skills/claude-peers/SKILL.md"));
    foundOnly("claude-code", "warning", "it has no skill of ours");
  }

  @Test
  void faults_of_the_other_clients() throws Exception {
    startBroker();
    assertThat(doctor().about("codex"))
        .contains("sandbox_mode is not set: the sandbox keeps the command 'peers'")
        .contains("our hooks were trusted");
    String text = Files.readString(codex);
    Files.writeString(codex, "sandbox_mode = \"workspace-write\"\n" + text);
    assertThat(doctor().about("codex")).contains("sandbox_mode is workspace-write: the sandbox");
    Files.writeString(codex, "sandbox_mode = \"danger-full-access\"\n" + text);
    assertThat(doctor().about("codex")).contains("in the shell of its agents too");
    Files.writeString(codex, text);

    foundInCodex("trusted_hash", "other", "4 of our hooks are not trusted");
    foundInCodex("stop:0:0\"]", "stop:0:0\"]\nenabled = false", "a hook of ours is switched off");
    foundInCodex(
        "[mcp_servers.claude-peers]",
        "[mcp_servers.claude-peers]\nenabled = false",
        "is switched off");
    foundInCodex(
        "[mcp_servers.claude-peers]", "[mcp_servers.b]", "it does not know our MCP server");

    Path gemini = home.resolve(".gemini/settings.json");
    change(gemini, "{\n", "{\n  \"mcp\": {\"excluded\": [\"claude-peers\"]},\n");
    foundOnly("gemini", "warning", "its list of servers leaves ours out");
    change(gemini, "\"mcp\": {\"excluded\": [\"claude-peers\"]},\n", "");

    Path opencode = home.resolve(".config/opencode/opencode.json");
    change(opencode, "\"enabled\": true", "\"enabled\": false");
    foundOnly("opencode", "warning", "is switched off");
    change(opencode, "\"enabled\": false", "\"enabled\": true");
    healthy();

    for (String file : List.of(".claude.json", ".claude/settings.json")) {
      Files.delete(home.resolve(file));
    }
    for (String folder : List.of(".codex", ".gemini", ".config/opencode")) {
      Files.move(home.resolve(folder), Files.createTempDirectory(home, "away").resolve("x"));
    }
    foundOnly("clients", "warning", "no agent client was found");
  }

  /// Changes a configuration, looks, and changes it back.
  private void faulty(Path file, String old, String with, String what) throws IOException {
    String text = Files.readString(file);
    change(file, old, with);
    foundOnly("claude-code", "warning", what);
    Files.writeString(file, text);
  }

  private void foundInCodex(String old, String with, String what) throws IOException {
    String text = Files.readString(codex);
    change(codex, old, with);
    foundOnly("codex", "warning", what);
    Files.writeString(codex, text);
  }

  private static void change(Path file, String old, String with) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, with));
  }

  private void program(String name, String script) throws IOException {
    Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
