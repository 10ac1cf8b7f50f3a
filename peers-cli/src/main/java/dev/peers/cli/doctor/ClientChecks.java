package dev.peers.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The agents' clients: whether they know our MCP server. Their files are searched for our words
/// and not understood, which `peers setup` does.
final class ClientChecks {
  private static final String SERVER = "claude-peers";

  private ClientChecks() {}

  static List<Finding> clients(Patient patient) throws IOException {
    Path home = patient.home();
    Path codex =
        Path.of(patient.env().getOrDefault("CODEX_HOME", home.resolve(".codex").toString()));
    List<Finding> findings = new ArrayList<>();
    if (InstallationChecks.find(patient, "claude").isPresent()
        || Files.exists(home.resolve(".claude.json"))) {
      findings.add(entry("claude-code", home.resolve(".claude.json")));
      findings.addAll(claudePermissions(home.resolve(".claude/settings.json")));
    }
    if (InstallationChecks.find(patient, "codex").isPresent() || Files.isDirectory(codex)) {
      findings.add(entry("codex", codex.resolve("config.toml")));
      findings.addAll(codex(codex));
    }
    if (InstallationChecks.find(patient, "gemini").isPresent()
        || Files.isDirectory(home.resolve(".gemini"))) {
      findings.add(entry("gemini", home.resolve(".gemini/settings.json")));
    }
    Path opencode = home.resolve(".config/opencode");
    if (InstallationChecks.find(patient, "opencode").isPresent() || Files.isDirectory(opencode)) {
      findings.add(entry("opencode", opencode.resolve("opencode.json")));
    }
    return findings.isEmpty()
        ? List.of(Finding.warning("clients", "no agent client was found", "install one"))
        : findings;
  }

  private static Finding entry(String client, Path file) throws IOException {
    return text(file).contains(SERVER)
        ? Finding.ok(client, "our MCP server stands in " + file)
        : Finding.warning(
            client,
            "it does not know our MCP server (" + file + ")",
            "'peers setup " + client + "'");
  }

  private static List<Finding> claudePermissions(Path file) throws IOException {
    return text(file).contains("mcp__" + SERVER)
        ? List.of(Finding.ok("claude-code", "our tools are on its allow-list"))
        : List.of(
            Finding.warning(
                "claude-code",
                "our tools are not on its allow-list, so that an agent may wait for a permission",
                "'peers setup claude-code', or allow mcp__claude-peers__* in " + file));
  }

  private static List<Finding> codex(Path folder) throws IOException {
    List<Finding> findings = new ArrayList<>();
    String mode = text(folder.resolve("config.toml"));
    if (!mode.contains("danger-full-access")) {
      findings.add(
          Finding.ok(
              "codex",
              "its sandbox keeps shell commands from the broker (Codex issue #11095); MCP tools and"
                  + " hooks work"));
    }
    if (text(folder.resolve("hooks.json")).contains("peers")) {
      findings.add(
          Finding.ok(
              "codex",
              "our hooks are there; only /hooks in Codex tells whether they are trusted, and"
                  + " untrusted ones are passed over"));
    }
    return findings;
  }

  private static String text(Path file) throws IOException {
    return Files.isReadable(file) && Files.isRegularFile(file) ? Files.readString(file) : "";
  }
}
