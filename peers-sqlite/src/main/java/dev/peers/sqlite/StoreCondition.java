package dev.peers.sqlite;

/// How a store's file is, as [SqlitePeerStore#check] finds it.
///
/// @param kind whether it can be used
/// @param what a sentence on it, without a full stop, that names the file
public record StoreCondition(Kind kind, String what) {
  /// Whether a file can be used as a store.
  public enum Kind {
    /// It holds together, or there is nothing in it yet.
    SOUND,
    /// What is in it cannot be trusted any more.
    DAMAGED,
    /// A later version of this program has made it; this one does not open it.
    NEWER,
    /// It is a database of the TypeScript claude-peers; [SqlitePeerStore#open] renames it.
    CLAUDE_PEERS,
    /// It is something of another program's; this one does not open it.
    FOREIGN
  }
}
