package dev.peers.cli.setup;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// For whom a client is set up.
public enum Scope {
  /// For the user, in every project.
  USER,

  /// For everybody who works in this project.
  PROJECT;

  public static Optional<Scope> parse(String name) {
    return Stream.of(values()).filter(scope -> scope.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
