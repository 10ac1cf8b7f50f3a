package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `peers setup` of the distribution, in a home of its own.
final class SetupIT {
  private final ClientHome home = ClientHome.create();
  private final Path folder = home.folder(".").normalize();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "gemini", "opencode"})
  void a_client_is_connected_once_and_disconnected_without_a_trace(String client)
      throws IOException {
    Files.writeString(folder.resolve("mine"), "1");
    Map<String, String> before = files();

    Ran connected = home.peers("setup", client, "--yes");
    assertThat(connected.err()).isEmpty();
    assertThat(connected.exit()).isZero();
    assertThat(connected.out()).contains("Wrote ", "Left to do by hand");
    Map<String, String> with = files();
    assertThat(String.join("", with.values())).contains(ClientHome.launcher().toString());

    assertThat(home.peers("setup", client, "--yes").out()).contains("connected already");
    assertThat(files()).isEqualTo(with);

    assertThat(home.peers("setup", client, "--remove", "--yes").exit()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void the_server_and_the_hooks_run_as_they_are_written() throws IOException {
    home.peers("setup", "claude-code", "--yes");
    JsonObject server = json(".claude.json").object("mcpServers").object("claude-peers");
    List<String> command = new ArrayList<>(List.of(server.text("command")));
    command.addAll(server.texts("args"));
    // Without input the session is over before it begins.
    assertThat(home.run(folder, command).exit()).isZero();

    JsonObject hooks = json(".claude/settings.json").object("hooks");
    for (String event : List.of("SessionStart", "UserPromptSubmit", "PreToolUse", "Stop")) {
      String hook = hooks.objects(event).getFirst().objects("hooks").getFirst().text("command");
      String payload = "{\"hook_event_name\":\"" + event + "\",\"session_id\":\"s\"}";
      Ran ran = home.run(folder, List.of("sh", "-c", "echo '" + payload + "' | " + hook));
      assertThat(ran.exit()).as(event).isZero();
      assertThat(ran.out()).as(event).isEmpty();
    }
  }

  @Test
  void print_is_a_change_that_git_can_make_and_nothing_is_written_unasked() throws IOException {
    Path settings = home.folder(".gemini").resolve("settings.json");
    Files.writeString(settings, "{ // mine\n\t\"theme\": \"x\" // dark\n}");
    Map<String, String> before = files();

    Ran unasked = home.peers("setup", "gemini");
    assertThat(unasked.exit()).isEqualTo(2);
    assertThat(unasked.err()).contains("needs --yes");
    Ran printed = home.peers("setup", "gemini", "--print");
    assertThat(files()).isEqualTo(before);

    // git takes no paths that begin at the root.
    String diff = printed.out().replace(folder + "/", "");
    Files.writeString(folder.resolve("change"), diff);
    Ran applied = home.run(folder, List.of("git", "apply", "-p0", "change"));
    assertThat(applied.err()).isEmpty();
    Files.delete(folder.resolve("change"));
    Map<String, String> byGit = files();
    assertThat(byGit).isNotEqualTo(before);
    assertThat(home.peers("setup", "gemini", "--yes").out()).contains("connected already");
  }

  @Test
  void a_broken_file_stops_its_client_only() throws IOException {
    Files.writeString(home.folder(".codex").resolve("config.toml"), "model = \n");
    Files.writeString(home.folder(".gemini").resolve("settings.json"), "{}");
    Ran ran = home.peers("setup", "--yes");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("config.toml: line 1, column 9: expected a value");
    assertThat(files().get(".codex/config.toml")).isEqualTo("model = \n");
    assertThat(files()).doesNotContainKey(".codex/hooks.json");
    assertThat(files().get(".gemini/settings.json")).contains("claude-peers");
  }

  @Test
  void what_it_does_not_know_is_refused() {
    assertThat(home.peers("setup", "emacs").err()).contains("no client 'emacs'");
    assertThat(home.peers("setup", "--scope", "world").err())
        .contains("--scope must be user or project, not 'world'");
  }

  private JsonObject json(String file) throws IOException {
    return (JsonObject) Json.parse(Files.readString(folder.resolve(file)));
  }

  /// What the clients' configuration says: everything but copies, our own state and the runs.
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.contains(".peers-backup-") && !name.matches("(\\.local/|run[0-9]).*")) {
          files.put(name, Files.readString(file));
        }
      }
    }
    return files;
  }
}
