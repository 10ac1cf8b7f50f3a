package dev.peers.cli;

import java.util.List;

/// A place on the command line, and what can stand there.
///
/// @param kind what a shell offers
/// @param choices the words it offers, for [Kind#CHOICE]
record Slot(Kind kind, List<String> choices) {
  /// What a shell offers at a place.
  enum Kind {
    /// The names of the peers that are here.
    PEER,
    /// Files.
    FILE,
    /// Folders.
    FOLDER,
    /// One of a few words.
    CHOICE,
    /// Nothing: a text or a number.
    FREE
  }

  Slot {
    choices = List.copyOf(choices);
  }

  /// The place that a usage shows as this: `<id>`, `FILE`, `claude|codex`.
  static Slot of(String shown) {
    if (shown.contains("|")) {
      return new Slot(Kind.CHOICE, List.of(shown.split("\\|", -1)));
    }
    Kind kind =
        switch (shown) {
          case "id", "peer", "PEER" -> Kind.PEER;
          case "file", "FILE" -> Kind.FILE;
          case "DIR" -> Kind.FOLDER;
          default -> Kind.FREE;
        };
    return new Slot(kind, List.of());
  }
}
