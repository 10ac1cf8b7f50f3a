package dev.peers.core;

import dev.peers.core.model.Scope;
import java.util.Optional;

/// A look around.
///
/// @param cwd where the one who looks works
/// @param gitRoot the top of its git work tree
/// @param exclude the id or name of a peer to leave out, usually oneself
public record ListRequest(
    Scope scope, String cwd, Optional<String> gitRoot, Optional<String> exclude) {
  /// Every peer of the machine.
  public static final ListRequest MACHINE =
      new ListRequest(Scope.MACHINE, "/", Optional.empty(), Optional.empty());
}
