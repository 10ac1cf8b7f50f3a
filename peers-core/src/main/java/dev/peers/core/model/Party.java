package dev.peers.core.model;

import java.util.Optional;

/// One side of a message, as the other side may know it. A person at a terminal and a peer that was
/// forgotten have no name and no client type.
///
/// @param cwd its working folder; empty if unknown
/// @param verified whether it proved to be who it says
public record Party(
    PeerId id,
    Optional<PeerName> name,
    Optional<ClientType> clientType,
    String cwd,
    String summary,
    boolean verified) {
  /// A side of which nothing but the id is known.
  public static Party unknown(PeerId id) {
    return new Party(
        id,
        Optional.empty(),
        id.isCli() ? Optional.of(ClientType.CLI) : Optional.empty(),
        "",
        "",
        false);
  }
}
