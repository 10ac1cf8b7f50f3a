package dev.peers.cli.setup;

/// What `peers setup` was asked for.
///
/// @param client the word for one client, or `all` for those that are here
/// @param scope for whom
/// @param print only show the change
/// @param yes change without asking
/// @param remove take out instead of putting in
public record SetupOptions(String client, Scope scope, boolean print, boolean yes, boolean remove) {
  public static final String ALL = "all";

  /// Whether a word names a client, or all.
  public static boolean isClient(String word) {
    return word.equals(ALL) || Client.named(word).isPresent();
  }
}
