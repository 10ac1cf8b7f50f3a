package dev.peers.cli.doctor;

import static dev.peers.cli.doctor.DoctorHome.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The agents' clients: their versions, and what their configurations say.
class ClientFaultsIT {
  @AutoClose private final DoctorHome home = DoctorHome.withBroker();
  private final Sandbox sandbox = home.sandbox;
  private final Path servers = home.path(".claude.json");
  private final Path settings = home.path(".claude/settings.json");
  private final Path codex = home.path(".codex/config.toml");

  @Test
  void a_program_that_does_not_tell_its_version() throws Exception {
    home.program("claude", "echo '2.1.330 (Claude Code)'");
    assertThat(home.doctor().about("claude-code"))
        .contains("version 2.1.330 (Claude Code); peers was");
    home.program("claude", "exit 3");
    home.foundOnly("claude-code", "warning", "does not tell its version (exit code 3)");
    home.program("claude", "exec sleep 300");
    sandbox.with("CLAUDE_PEERS_DOCTOR_SECONDS", "1");
    home.foundOnly("claude-code", "warning", "does not answer within 1 s");
  }

  @Test
  void faults_of_claude_code() throws Exception {
    inClaude(servers, "\"claude-peers\"", "\"another\"", "it does not know our MCP server");
    inClaude(servers, "/bin/peers\"", "/bin/cat\"", "starts something else");
    inClaude(settings, "mcp__claude-peers__*", "mcp__another", "not on its allow-list");
    inClaude(settings, "hook --harness", "another --harness", "hooks of ours are missing");
    inClaude(settings, home.dist + "/bin/peers hook", "/old/bin/peers hook", "call something else");
    inClaude(settings, "{\n", "{\n  \"disableAllHooks\": true,\n", "all hooks are switched off");
    inClaude(
        settings,
        "\"permissions\": {",
        "\"permissions\": {\"deny\": [\"mcp__claude-peers__send_message\"],",
        "its rules forbid our tools");
    inClaude(
        servers,
        "{\n",
        "{\n\"projects\":{\"/p\":{\"mcpServers\":{\"claude-peers\":{}}}},\n",
        "the project /p has its own entry");
    Files.delete(home.path(".claude/skills/claude-peers/SKILL.md"));
    home.foundOnly("claude-code", "warning", "it has no skill of ours");
  }

  @Test
  void a_file_that_cannot_be_understood_and_one_that_is_a_link() throws Exception {
    String text = Files.readString(servers);
    Files.writeString(servers, "{ not json");
    home.foundOnly("claude-code", "broken", servers + " cannot be understood: line 1, column 3");
    Files.delete(servers);
    // A file elsewhere is as good, as long as it says what is needed.
    Path elsewhere = Files.writeString(home.path("dotfiles.json"), text);
    Files.createSymbolicLink(servers, elsewhere);
    home.healthy();
    Files.writeString(elsewhere, "{}");
    assertThat(home.found("claude-code", "warning", "does not know our MCP server").text("advice"))
        .contains("is a symbolic link, which setup leaves alone");
  }

  @Test
  void the_sandbox_of_codex() throws Exception {
    assertThat(home.doctor().about("codex"))
        .contains("sandbox_mode is not set: the sandbox keeps the command 'peers'")
        .contains("our hooks are trusted");
    String text = Files.readString(codex);
    Files.writeString(codex, "sandbox_mode = \"workspace-write\"\n" + text);
    assertThat(home.doctor().about("codex")).contains("sandbox_mode is workspace-write: the sand");
    for (String free :
        List.of("sandbox_mode = \"danger-full", "default_permissions = \":danger-full")) {
      Files.writeString(codex, free + "-access\"\n" + text);
      assertThat(home.doctor().about("codex"))
          .contains("danger-full-access: 'peers' works in the shell of its agents too");
    }
    home.healthy();
  }

  @Test
  void faults_of_codex() throws Exception {
    inCodex("trusted_hash", "other", "4 of our hooks are not trusted");
    inCodex("sha256:", "sha256:0", "4 of our hooks are not what was trusted");
    inCodex("stop:0:0\"]", "stop:0:0\"]\nenabled = false", "a hook of ours is switched off");
    inCodex("[mcp_servers.", "[features]\nhooks = false\n[mcp_servers.", "all hooks are switched");
    inCodex(
        "[mcp_servers.claude-peers]",
        "[mcp_servers.claude-peers]\nenabled = false",
        "is switched off");
    inCodex("[mcp_servers.claude-peers]", "[mcp_servers.b]", "it does not know our MCP server");
    home.foundAfter(
        home.path(".codex/hooks.json"),
        "\"command\": \"" + home.dist,
        "\"timeout\": 5, \"command\": \"" + home.dist,
        "codex",
        "4 of our hooks are not what was trusted");
    // What Codex makes of that, only Codex knows.
    change(
        home.path(".codex/hooks.json"),
        "\"command\": \"" + home.dist,
        "\"statusMessage\": \"x\", \"command\": \"" + home.dist);
    home.healthy();
    assertThat(home.doctor().about("codex")).contains("/hooks in Codex tells whether one has");
  }

  @Test
  void faults_of_gemini_and_opencode() throws Exception {
    home.foundAfter(
        home.path(".gemini/settings.json"),
        "{\n",
        "{\n  \"mcp\": {\"excluded\": [\"claude-peers\"]},\n",
        "gemini",
        "its list of servers leaves ours out");
    home.foundAfter(
        home.path(".config/opencode/opencode.json"),
        "\"enabled\": true",
        "\"enabled\": false",
        "opencode",
        "is switched off");
    home.healthy();
  }

  @Test
  void no_client_at_all() throws Exception {
    for (String file : List.of(".claude.json", ".claude/settings.json")) {
      Files.delete(home.path(file));
    }
    for (String folder : List.of(".codex", ".gemini", ".config/opencode")) {
      Files.move(home.path(folder), Files.createTempDirectory(sandbox.home(), "away").resolve("x"));
    }
    home.foundOnly("clients", "warning", "no agent client was found");
  }

  private void inClaude(Path file, String old, String with, String what) throws IOException {
    home.foundAfter(file, old, with, "claude-code", what);
  }

  private void inCodex(String old, String with, String what) throws IOException {
    home.foundAfter(codex, old, with, "codex", what);
  }
}
