package dev.peers.cli.install;

/// Asks a person something that can be answered with yes or no.
@FunctionalInterface
public interface Question {
  /// Whether the answer is yes. Without a person to ask it is no.
  boolean isAnsweredYes(String question);
}
