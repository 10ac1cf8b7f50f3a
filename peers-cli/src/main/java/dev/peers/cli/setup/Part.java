package dev.peers.cli.setup;

/// What setup sees to in a client's configuration.
public enum Part {
  /// The entry of our MCP server.
  SERVER,
  /// That agents may call our tools without being asked.
  PERMISSION,
  /// The entries of our hooks.
  HOOKS,
  /// The skill.
  SKILL
}
