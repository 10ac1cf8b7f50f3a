package dev.peers.core;

import java.util.Optional;

/// A look back over one's messages, sent and received, newest first.
///
/// @param limit how many at most; the broker caps it, and takes anything below 1 for
///   [#DEFAULT_LIMIT]
/// @param with only those exchanged with the peer of this id or name
/// @param search only those whose text contains this, ignoring ASCII case
/// @param before only those with a smaller id, to page on
public record HistoryRequest(
    Caller caller,
    int limit,
    Optional<String> with,
    Optional<String> search,
    Optional<Long> before) {
  /// As many as a client gets that does not say.
  public static final int DEFAULT_LIMIT = 20;

  public static HistoryRequest of(Caller caller, int limit) {
    return new HistoryRequest(caller, limit, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
