package dev.peers.transport.http.internal;

import dev.peers.transport.http.internal.RequestGuard.Rejection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Optional;

/// Turns away requests of which Undertow and others might not agree where they end ([RFC
/// 9112](https://www.rfc-editor.org/rfc/rfc9112.html#section-6.3)): to Undertow, a request has no
/// body if it has a transfer coding that it does not know, and what follows is the next request.
final class Framing {
  /// Undertow fails at a length that is no `long`.
  private static final int LENGTH_DIGITS = 18;

  private Framing() {}

  static Optional<Rejection> check(HttpServerExchange exchange) {
    HeaderValues lengths = exchange.getRequestHeaders().get(Headers.CONTENT_LENGTH);
    HeaderValues codings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
    if (lengths != null && (codings != null || !isLength(lengths))) {
      return Optional.of(new Rejection(400, "the length of the request's body is not clear"));
    }
    if (codings != null && !isChunked(codings)) {
      return Optional.of(
          new Rejection(400, "the only transfer coding of a request's body is chunked"));
    }
    return Optional.empty();
  }

  private static boolean isLength(HeaderValues lengths) {
    String length = lengths.getFirst();
    return lengths.size() == 1
        && !length.isEmpty()
        && length.length() <= LENGTH_DIGITS
        && length.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isChunked(HeaderValues codings) {
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
  }
}
