package dev.peers.cli.setup;

import java.util.List;
import java.util.Optional;

/// A program that agents run in, as setup sees it.
sealed interface Client permits ClaudeCode, Codex, Gemini, Opencode {
  /// The name under which our server stands in every configuration.
  String SERVER = "claude-peers";

  static List<Client> all() {
    return List.of(new ClaudeCode(), new Codex(), new Gemini(), new Opencode());
  }

  static Optional<Client> named(String name) {
    return all().stream().filter(client -> client.name().equals(name)).findFirst();
  }

  /// The word for it on the command line.
  String name();

  String title();

  /// Whether it seems to be on this machine.
  boolean isHere(Places places);

  List<Target> targets(Places places, Scope scope, Launcher launcher);

  /// The word that starts it.
  default String program() {
    return name();
  }

  /// What its configuration says besides, as far as our parts depend on it.
  List<Observation> look(Places places);

  /// What the user must still do, and why.
  List<String> byHand(Scope scope);
}
