package dev.peers.core.model;

import java.util.Locale;

/// How far a peer looks around.
public enum Scope {
  /// Every peer on this machine.
  MACHINE,
  /// Peers whose working folder is the same.
  DIRECTORY,
  /// Peers in the same git repository, across its worktrees and subfolders.
  REPO;

  /// The scope of that name; an unknown one means the whole machine, as existing clients expect.
  public static Scope parse(String text) {
    return switch (text) {
      case "directory" -> DIRECTORY;
      case "repo" -> REPO;
      default -> MACHINE;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
