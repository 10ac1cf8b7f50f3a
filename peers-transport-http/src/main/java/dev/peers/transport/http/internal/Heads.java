package dev.peers.transport.http.internal;

import dev.peers.transport.http.internal.RequestGuard.Rejection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.Optional;

/// Turns away requests whose head is longer than allowed, and says so. Undertow itself only says
/// that a request is bad, and so gets a higher limit.
final class Heads {
  /// A colon, a space and the end of the line.
  private static final int AROUND = 4;

  private Heads() {}

  /// What Undertow reads of a head at most, of which so many bytes are allowed.
  static int read(int allowed) {
    return 2 * allowed;
  }

  static Optional<Rejection> check(HttpServerExchange exchange, int allowed) {
    long length = exchange.getRequestURI().length() + (long) exchange.getQueryString().length();
    for (HeaderValues values : exchange.getRequestHeaders()) {
      for (String value : values) {
        length += values.getHeaderName().length() + value.length() + AROUND;
      }
    }
    return length <= allowed
        ? Optional.empty()
        : Optional.of(
            new Rejection(431, "the head of the request is longer than " + allowed + " bytes"));
  }
}
