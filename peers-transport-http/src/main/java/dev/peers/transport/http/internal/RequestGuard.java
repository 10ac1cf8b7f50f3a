package dev.peers.transport.http.internal;

import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/// Looks at a request before anything is read or done for it. Called on I/O threads; it must not
/// block.
@FunctionalInterface
public interface RequestGuard {
  /// Lets everything pass: for transports that the operating system guards.
  RequestGuard NONE = exchange -> Optional.empty();

  /// Why the request is turned away, or empty if it may pass.
  Optional<Rejection> check(HttpServerExchange exchange);

  /// A request turned away.
  ///
  /// @param status 401, 403 or another HTTP status of the 400s
  /// @param error a sentence for people
  record Rejection(int status, String error) {}
}
