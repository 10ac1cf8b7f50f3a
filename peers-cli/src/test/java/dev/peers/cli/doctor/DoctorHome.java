package dev.peers.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;

/// A home to which all clients are connected: doctor finds nothing there until a test puts a fault
/// into it.
final class DoctorHome implements AutoCloseable {
  private static final List<String> EVENTS =
      List.of("session_start", "user_prompt_submit", "pre_tool_use", "stop");

  final Sandbox sandbox;
  final Path dist;
  final Path programs;

  private DoctorHome(Sandbox sandbox, Path dist) {
    this.sandbox = sandbox;
    this.dist = dist;
    this.programs = path("programs");
    searchPath(dist.resolve("bin") + ":" + programs);
    sandbox.with("CLAUDE_PEERS_SWEEP_SECONDS", "3600");
    try {
      Files.createDirectories(programs);
      connectClients();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connectClients() throws IOException {
    Files.writeString(path(".claude.json"), "{}");
    Files.createDirectories(path(".config/opencode"));
    Files.createDirectories(path(".gemini"));
    Files.createDirectories(path(".codex"));
    assertThat(peers("setup", "--yes").exitCode()).isZero();
    trustHooks();
  }

  static DoctorHome create() {
    return new DoctorHome(Sandbox.create(), Sandbox.DISTRIBUTION);
  }

  /// One with a broker, through which doctor tests, faster than through one of its own.
  static DoctorHome withBroker() {
    DoctorHome home = create();
    home.startBroker();
    return home;
  }

  /// One with a distribution of its own, for faults in that.
  static DoctorHome withDistribution() {
    Sandbox sandbox = Sandbox.create();
    return new DoctorHome(sandbox, sandbox.copyDistribution("dist"));
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
  }

  Path path(String file) {
    return sandbox.home().resolve(file);
  }

  /// Sets the PATH, but for the folders of the system.
  void searchPath(String folders) {
    sandbox.with("PATH", folders + ":/usr/bin:/bin");
  }

  /// Puts a program on the PATH.
  void program(String name, String script) throws IOException {
    Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  /// Notes what Codex does when its user trusts the four hooks.
  private void trustHooks() throws IOException {
    StringBuilder state = new StringBuilder(Files.readString(path(".codex/config.toml")));
    String command = "\"command\":\"" + dist + "/bin/peers hook --harness codex\"";
    for (String event : EVENTS) {
      String matcher = event.equals("pre_tool_use") ? ",\"matcher\":\"Bash\"" : "";
      String hook =
          "{\"event_name\":\"%s\",\"hooks\":[{\"async\":false,%s,\"timeout\":600,\"type\":\"command\"}]%s}"
              .formatted(event, command, matcher);
      state.append("\n[hooks.state.\"").append(path(".codex/hooks.json"));
      state.append(':').append(event).append(":0:0\"]\ntrusted_hash = \"sha256:");
      state.append(sha256(hook)).append("\"\n");
    }
    Files.writeString(path(".codex/config.toml"), state);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// Through `sh`, which does not mind a launcher that cannot be run.
  Sandbox.Result peers(String... arguments) {
    return sandbox.run(command(arguments));
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", dist.resolve("bin/peers").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  Process startBroker() {
    return startBroker(dist);
  }

  Process startBroker(Path distribution) {
    Process broker =
        sandbox.start(List.of("sh", distribution.resolve("bin/peers").toString(), "broker"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sandbox.err(broker).contains(" ready on "));
    return broker;
  }

  Diagnosis doctor(String... options) {
    return doctor(List.of(), options);
  }

  /// @param starter the program that starts doctor, with its arguments
  Diagnosis doctor(List<String> starter, String... options) {
    List<String> command = new ArrayList<>(starter);
    command.addAll(command("doctor", "--json"));
    command.addAll(List.of(options));
    Sandbox.Result result = sandbox.run(command);
    assertThat(result.err()).isEmpty();
    JsonObject json = (JsonObject) Json.parse(result.out());
    return new Diagnosis(result.exitCode(), json.objects("findings"), json.texts("done"));
  }

  void healthy() {
    Diagnosis diagnosis = doctor();
    assertThat(diagnosis.faults()).isEmpty();
    assertThat(diagnosis.exitCode()).isZero();
  }

  /// The one fault that is found.
  JsonObject found(String check, String severity, String what) {
    return found(doctor(), check, severity, what);
  }

  static JsonObject found(Diagnosis diagnosis, String check, String severity, String what) {
    assertThat(diagnosis.faults()).extracting(it -> it.text("check")).containsExactly(check);
    JsonObject fault = diagnosis.faults().getFirst();
    assertThat(fault.text("what")).contains(what);
    assertThat(fault.text("severity")).isEqualTo(severity);
    assertThat(fault.text("advice")).isNotBlank();
    assertThat(diagnosis.exitCode()).isEqualTo(severity.equals("broken") ? 2 : 1);
    return fault;
  }

  /// A fault that --fix leaves alone and says so.
  void foundOnly(String check, String severity, String what) {
    assertThat(found(check, severity, what).flag("fixable", true)).isFalse();
  }

  /// A fault that --fix mends.
  void foundAndMended(String check, String severity, String what, String done) {
    assertThat(found(check, severity, what).flag("fixable", false)).isTrue();
    Diagnosis mended = doctor("--fix");
    assertThat(mended.done()).singleElement().asString().contains(done);
    assertThat(mended.faults()).isEmpty();
    assertThat(mended.exitCode()).isZero();
    healthy();
  }

  /// Changes a file, looks, and changes it back.
  void foundAfter(Path file, String old, String with, String check, String what)
      throws IOException {
    String text = Files.readString(file);
    change(file, old, with);
    foundOnly(check, "warning", what);
    Files.writeString(file, text);
  }

  static void change(Path file, String old, String with) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, with));
  }

  static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
