package dev.peers.cli.setup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Configurations as people have them.
final class Samples {
  private Samples() {}

  /// @param client the client's word
  /// @param scope for what it is connected
  /// @param files what is there before
  record Sample(String client, Scope scope, Map<String, String> files) {
    /// The same files where a project has them.
    Sample ofProject() {
      Map<String, String> there = new TreeMap<>();
      files.forEach(
          (file, text) ->
              there.put(
                  "project/"
                      + file.replace(".claude.json", ".mcp.json").replace(".config/opencode/", ""),
                  text));
      return new Sample(client, Scope.PROJECT, there);
    }

    @Override
    public String toString() {
      return client + " " + scope + " " + files;
    }
  }

  /// Each for the user and for a project.
  static Stream<Sample> all() {
    return Stream.of(claude(), codex(), gemini(), opencode())
        .flatMap(List::stream)
        .flatMap(sample -> Stream.of(sample, sample.ofProject()));
  }

  private static Sample sample(String client, String... filesAndTexts) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      files.put(filesAndTexts[i], filesAndTexts[i + 1]);
    }
    return new Sample(client, Scope.USER, files);
  }

  private static List<Sample> claude() {
    String hooks =
        """
        {
            "model": "opus",
            "permissions": {
                "allow": ["Bash(git *)"],
                "deny": []
            },
            "hooks": {
                "Stop": [
                    { "hooks": [ { "type": "command", "command": "say done", "timeout": 5 } ] }
                ],
                "PreToolUse": []
            }
        }
        """;
    return List.of(
        sample("claude-code"),
        sample("claude-code", ".claude.json", "", ".claude/settings.json", "{}"),
        sample("claude-code", ".claude.json", "{\"userID\":\"x\"}", ".claude/settings.json", hooks),
        sample("claude-code", ".claude.json", "\uFEFF{\r\n\t\"a\": 1\r\n}"),
        sample(
            "claude-code",
            ".claude.json",
            """
            {
              "mcpServers": {
                "other": { "command": "x" },
                "claude-peers": {
                  "type": "stdio",
                  "command": "bun",
                  "args": ["/home/u/tools/claude-peers-mcp/server.ts"],
                  "env": { "CLAUDE_PEERS_TCP": "1" }
                }
              }
            }\
            """,
            ".claude/settings.json",
            """
            {"permissions":{"allow":["mcp__claude-peers"]},"hooks":{"Stop":[{"hooks":[{"type":"command","command":"/old/peers hook --harness claude"}]}]}}
            """),
        sample(
            "claude-code",
            ".claude.json",
            "{\"mcpServers\":{\"claude-peers\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:1\"}}}",
            ".claude/skills/claude-peers/SKILL.md",
            "---\nname: claude-peers\n---\nof somebody else\n"));
  }

  private static List<Sample> codex() {
    return List.of(
        sample("codex"),
        sample("codex", ".codex/config.toml", "", ".codex/hooks.json", ""),
        sample(
            "codex",
            ".codex/config.toml",
            """
            # mine\r
            model = "gpt"\r
            \r
            [mcp_servers.other]\r
            command = "x" # that\r
            \r
            [tui]\r
            notifications = true\
            """),
        sample(
            "codex",
            ".codex/config.toml",
            """
            [mcp_servers.claude-peers]
            command = "bun"
            args = ["/x/server.ts"]

            [mcp_servers.claude-peers.env]
            CLAUDE_PEERS_TCP = "1"
            """,
            ".codex/hooks.json",
            "{ \"hooks\": { \"Stop\": [ { \"hooks\": [] } ] } }\n"),
        sample(
            "codex",
            ".codex/config.toml",
            "[mcp_servers]\nclaude-peers = { command = 'bun', args = ['x'] } # old\n"));
  }

  private static List<Sample> gemini() {
    return List.of(
        sample("gemini"),
        sample("gemini", ".gemini/settings.json", "\n"),
        sample(
            "gemini",
            ".gemini/settings.json",
            """
            { // mine
            \t"theme": "x", /* and
             that */
            \t"mcpServers": {} // none yet
            }
            """),
        sample(
            "gemini",
            ".gemini/settings.json",
            "{\"mcpServers\":{\"claude-peers\":{\"command\":\"bun\",\"args\":[\"a\"],\"timeout\":9}}}"));
  }

  private static List<Sample> opencode() {
    return List.of(
        sample("opencode"),
        sample(
            "opencode",
            ".config/opencode/opencode.jsonc",
            """
            {
              // mine
              "$schema": "https://opencode.ai/config.json",
              "permission": { "bash": "ask", },
            }
            """,
            ".config/opencode/opencode.json",
            "{}"),
        sample("opencode", ".config/opencode/opencode.json", "{\"permission\":\"ask\"}"),
        sample(
            "opencode",
            ".config/opencode/opencode.json",
            """
            {
                "mcp": {
                    "a": { "type": "local", "command": ["a"] },
                    "claude-peers": { "type": "local", "command": ["bun", "x"], "enabled": false }
                }
            }
            """));
  }
}
