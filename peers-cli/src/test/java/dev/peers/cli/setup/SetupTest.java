package dev.peers.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SetupTest {
  private static final String SERVERS = ".claude.json";
  private static final String SETTINGS = ".claude/settings.json";

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void begin() throws Exception {
    home = new Home(folder.toRealPath());
  }

  @ParameterizedTest
  @MethodSource("dev.peers.cli.setup.Samples#all")
  void setup_changes_nothing_twice_and_remove_restores_every_byte(Samples.Sample sample) {
    sample.files().forEach(home::write);
    Map<String, String> before = home.files();

    Home.Ran first = home.run(connect(sample, false), false, "");
    assertThat(first.err()).isEmpty();
    assertThat(first.exit()).isZero();
    Map<String, String> connected = home.files();
    assertThat(connected).isNotEqualTo(before);
    assertThat(String.join("", connected.values())).contains(Home.LAUNCHER);

    Home.Ran second = home.run(connect(sample, false), false, "");
    assertThat(second.out()).contains("connected already, nothing to change");
    assertThat(home.files()).isEqualTo(connected);

    SetupOptions remove = new SetupOptions(sample.client(), sample.scope(), false, true, true);
    assertThat(home.run(remove, false, "").exit()).isZero();
    assertThat(home.files()).isEqualTo(before);
    assertThat(home.run(remove, false, "").exit()).isZero();
  }

  private static SetupOptions connect(Samples.Sample sample, boolean print) {
    return new SetupOptions(sample.client(), sample.scope(), print, !print, false);
  }

  /// A program that reads the format decides.
  @ParameterizedTest
  @MethodSource("dev.peers.cli.setup.Samples#all")
  void what_print_shows_is_what_setup_writes(Samples.Sample sample) throws Exception {
    Files.createDirectories(folder.resolve("git"));
    Files.createDirectories(folder.resolve("own"));
    Home git = new Home(folder.resolve("git").toRealPath());
    Home own = new Home(folder.resolve("own").toRealPath());
    sample.files().forEach(git::write);
    sample.files().forEach(own::write);

    // git takes no paths that begin at the root.
    String printed = git.run(connect(sample, true), false, "").out();
    String change = printed.replace(git.path("") + "/", "");
    Path file = Files.writeString(folder.resolve("change"), change);
    Process apply =
        new ProcessBuilder("git", "apply", "-p0", "--whitespace=nowarn", file.toString())
            .directory(git.path("").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(apply.waitFor()).as(Files.readString(folder.resolve("log")) + change).isZero();
    assertThat(own.run(connect(sample, false), false, "").exit()).isZero();
    assertThat(git.files()).isEqualTo(own.files());
  }

  @Test
  void claude_code_gets_a_server_a_rule_hooks_and_the_skill() {
    home.setup("claude-code");
    assertThat(home.read(SERVERS))
        .isEqualTo(
            """
            {
              "mcpServers": {
                "claude-peers": {
                  "type": "stdio",
                  "command": "/opt/peers/bin/peers",
                  "args": [
                    "mcp",
                    "--client-type",
                    "claude-code"
                  ]
                }
              }
            }
            """);
    JsonEdit settings = new JsonEdit(home.read(SETTINGS), Dialect.STRICT, new Originals());
    assertThat(settings.at("permissions", "allow").map(settings::raw).orElseThrow())
        .contains("\"mcp__claude-peers__*\"");
    assertThat(((Node.Fields) settings.at("hooks").orElseThrow()).members())
        .extracting(Node.Member::key)
        .containsExactly("SessionStart", "UserPromptSubmit", "PreToolUse", "Stop");
    assertThat(home.read(".claude/skills/claude-peers/SKILL.md"))
        .startsWith("---\nname: claude-peers");
    assertThat(home.files()).containsKey(".claude/skills/claude-peers/delegate.md");
  }

  @Test
  void an_older_entry_is_replaced_with_a_word_and_what_else_it_says_stays() {
    home.write(
        SERVERS,
        "{\"mcpServers\":{\"claude-peers\":{\"command\":\"bun\",\"args\":[\"s.ts\"],\"env\":{\"A\":\"1\"}}}}");
    assertThat(home.setup("claude-code").out())
        .contains("replaces command \"bun\"")
        .contains("replaces args [\"s.ts\"]");
    assertThat(home.read(SERVERS)).contains("\"env\":{\"A\":\"1\"}").contains(Home.LAUNCHER);
  }

  @Test
  void what_others_wrote_in_the_meantime_stays() {
    home.setup("claude-code");
    home.write(SERVERS, home.read(SERVERS).replaceFirst("\\{", "{\n  \"theme\": 1,"));
    home.remove("claude-code");
    assertThat(home.read(SERVERS).replaceAll("\\s", "")).isEqualTo("{\"theme\":1}");
  }

  @Test
  void a_file_that_is_broken_is_left_alone_and_so_is_its_client() {
    home.write(SETTINGS, "{\n  \"a\": 1\n  \"b\": 2\n}");
    Map<String, String> before = home.files();
    Home.Ran ran = home.setup("claude-code");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("settings.json: line 3, column 3: expected , or }")
        .contains("Nothing was changed for Claude Code.");
    assertThat(home.files()).isEqualTo(before);
  }

  @Test
  void a_comment_is_an_error_where_the_client_takes_it_for_one() {
    home.write(SERVERS, "{ // mine\n}");
    assertThat(home.setup("claude-code").err()).contains("line 1, column 3: a comment, which");
  }

  @Test
  void a_symbolic_link_is_left_alone() throws Exception {
    home.write("dotfiles/config.toml", "a = 1\n");
    Files.createDirectories(home.path(".codex"));
    Files.createSymbolicLink(home.path(".codex/config.toml"), home.path("dotfiles/config.toml"));
    assertThat(home.setup("codex").err()).contains("it is a symbolic link to");
    assertThat(home.read("dotfiles/config.toml")).isEqualTo("a = 1\n");
    assertThat(home.path(".codex/config.toml")).isSymbolicLink();
  }

  @Test
  void a_read_only_file_is_left_alone() throws Exception {
    home.write(".gemini/settings.json", "{}");
    Files.setPosixFilePermissions(
        home.path(".gemini/settings.json"), PosixFilePermissions.fromString("r--r--r--"));
    Home.Ran ran = home.setup("gemini");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("it is read-only");
    assertThat(home.read(".gemini/settings.json")).isEqualTo("{}");
  }

  @Test
  void what_is_not_utf_8_is_left_alone() throws Exception {
    home.write(".gemini/settings.json", "{}");
    Files.write(home.path(".gemini/settings.json"), new byte[] {'{', (byte) 0xff, '}'});
    assertThat(home.setup("gemini").err()).contains("it is not UTF-8");
  }

  @Test
  void a_copy_is_kept_for_the_owner_only_and_the_mode_of_the_file_stays() throws Exception {
    home.write(SERVERS, "{}");
    Files.setPosixFilePermissions(home.path(SERVERS), PosixFilePermissions.fromString("rw-r-----"));
    for (int i = 0; i < 3; i++) {
      home.setup("claude-code");
      home.remove("claude-code");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path(SERVERS))))
        .isEqualTo("rw-r-----");
    assertThat(Backups.of(home.path(SERVERS)))
        .hasSize(3)
        .allSatisfy(
            copy ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------"));
  }

  @Test
  void print_shows_the_change_and_writes_nothing() {
    home.write(SERVERS, "{\n  \"a\": 1\n}\n");
    Map<String, String> before = home.files();
    SetupOptions print = new SetupOptions("claude-code", Scope.USER, true, false, false);
    Home.Ran ran = home.run(print, true, "");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("--- " + home.path(SERVERS))
        .contains("@@ -1,3 +1,14 @@\n {\n-  \"a\": 1\n+  \"a\": 1,\n+  \"mcpServers\": {\n");
    assertThat(home.files()).isEqualTo(before);
    assertThat(home.path(".local")).doesNotExist();
  }

  @Test
  void without_a_terminal_and_without_yes_nothing_is_written() {
    SetupOptions plain = new SetupOptions("gemini", Scope.USER, false, false, false);
    Home.Ran ran = home.run(plain, false, "y\n");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("needs --yes");
    assertThat(home.files()).isEmpty();
  }

  @Test
  void a_person_is_asked() {
    SetupOptions plain = new SetupOptions("gemini", Scope.USER, false, false, false);
    assertThat(home.run(plain, true, "n\n").exit()).isEqualTo(1);
    assertThat(home.files()).isEmpty();
    assertThat(home.run(plain, true, "y\n").out()).contains("[y/N]");
    assertThat(home.files()).containsKey(".gemini/settings.json");
  }

  @Test
  void all_means_the_clients_that_are_here() {
    home.write(".codex/config.toml", "").write(".claude/run/claude-peers.sock.lock", "");
    Home.Ran ran = home.setup(SetupOptions.ALL);
    assertThat(ran.out()).contains("Codex CLI").doesNotContain("Claude Code", "Gemini", "opencode");
    assertThat(ran.out()).contains("Open /hooks in Codex and trust the 4 hooks");
  }

  @Test
  void where_nothing_is_there_the_clients_are_named() {
    Home.Ran ran = home.setup(SetupOptions.ALL);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("claude-code, codex, gemini, opencode");
  }

  @Test
  void clients_that_share_the_skill_are_connected_at_once() {
    home.write(".codex/config.toml", "").write(".gemini/settings.json", "{}");
    assertThat(home.setup(SetupOptions.ALL).exit()).isZero();
    assertThat(home.files()).containsKey(".agents/skills/claude-peers/SKILL.md");
    home.remove(SetupOptions.ALL);
    assertThat(home.files().keySet())
        .containsExactly(".codex/config.toml", ".gemini/settings.json");
  }

  @Test
  void what_another_client_needs_stays() {
    home.setup("codex");
    home.setup("gemini");
    home.remove("gemini");
    assertThat(home.files()).containsKey(".agents/skills/claude-peers/SKILL.md");
    home.remove("codex");
    assertThat(home.files()).isEmpty();
  }

  @Test
  void the_variables_of_the_clients_count() {
    home.with("CLAUDE_CONFIG_DIR", home.path("c").toString());
    home.with("CODEX_HOME", home.path("x").toString());
    home.setup("claude-code");
    home.setup("codex");
    assertThat(home.files().keySet())
        .contains("c/.claude.json", "c/settings.json", "x/config.toml", "x/hooks.json");
  }

  @Test
  void a_project_gets_files_of_its_own() {
    for (String client : new String[] {"claude-code", "codex", "gemini", "opencode"}) {
      SetupOptions options = new SetupOptions(client, Scope.PROJECT, false, true, false);
      assertThat(home.run(options, false, "").exit()).isZero();
    }
    assertThat(home.files().keySet())
        .contains(
            "project/.mcp.json",
            "project/.claude/settings.json",
            "project/.claude/skills/claude-peers/SKILL.md",
            "project/.codex/config.toml",
            "project/.codex/hooks.json",
            "project/.gemini/settings.json",
            "project/opencode.json")
        .allSatisfy(file -> assertThat(file).startsWith("project/"));
  }

  @Test
  void an_entry_that_counts_more_in_a_project_is_told_of() {
    home.write(
        SERVERS, "{\"projects\":{\"/p\":{\"mcpServers\":{\"claude-peers\":{\"command\":\"x\"}}}}}");
    assertThat(home.setup("claude-code").out()).contains("the project /p has its own entry");
  }
}
