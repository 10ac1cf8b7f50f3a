package dev.peers.transport.http;

import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.internal.ApiHandler;
import dev.peers.transport.http.internal.EventStreams;
import io.undertow.server.HttpHandler;

/// The broker's API as a handler for any Undertow server, whatever it listens on.
public final class HttpApi {
  private HttpApi() {}

  /// A handler that never blocks: it belongs on I/O threads.
  public static HttpHandler handler(BrokerApi api, HttpLimits limits, RequestGuard guard) {
    return ApiHandler.of(
        api, limits, guard, new EventStreams(api, limits), ApiHandler.Identification.NONE);
  }
}
