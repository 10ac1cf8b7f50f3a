package dev.peers.transport.http.internal;

import dev.peers.core.Refusal;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RequestGuard;
import dev.peers.transport.http.RequestGuard.Rejection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Hands requests to the API and its answers to the client. Everything runs on the exchange's I/O
/// thread: answers from memory at once, others when their stage completes.
public final class ApiHandler implements HttpHandler {
  static final HttpString SECRET = new HttpString("Peers-Secret");
  private static final HttpString VERSION = new HttpString("Peers-Version");

  private final BrokerApi api;
  private final HttpLimits limits;
  private final RequestGuard guard;
  private final EventStreams streams;

  private ApiHandler(BrokerApi api, HttpLimits limits, RequestGuard guard, EventStreams streams) {
    this.api = api;
    this.limits = limits;
    this.guard = guard;
    this.streams = streams;
  }

  /// The handler, able to answer `Expect: 100-continue`: without that such a client waits in vain.
  public static HttpHandler of(
      BrokerApi api, HttpLimits limits, RequestGuard guard, EventStreams streams) {
    return new HttpContinueReadHandler(new ApiHandler(api, limits, guard, streams));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(VERSION, api.version());
    Optional<Rejection> rejection = guard.check(exchange);
    if (rejection.isPresent()) {
      reject(exchange, rejection.get());
    } else if (isEventStream(exchange)) {
      streams.open(exchange);
    } else {
      new Reception(exchange, limits, body -> answer(exchange, body)).start();
    }
  }

  private static boolean isEventStream(HttpServerExchange exchange) {
    return exchange.getRequestMethod().equals(Methods.GET)
        && exchange.getRequestPath().equals("/events");
  }

  private static void reject(HttpServerExchange exchange, Rejection rejection) {
    HeaderMap headers = exchange.getResponseHeaders();
    Refusal.Code code = Refusal.Code.INVALID_REQUEST;
    if (rejection.status() == 401) {
      headers.put(Headers.WWW_AUTHENTICATE, "Bearer");
      code = Refusal.Code.WRONG_SECRET;
    }
    exchange.setPersistent(false);
    Answers.send(exchange, Answer.error(rejection.status(), rejection.error(), code));
  }

  private void answer(HttpServerExchange exchange, byte[] body) {
    CompletableFuture<Answer> answer =
        api.answer(
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath(),
                header(exchange, SECRET),
                body)
            .toCompletableFuture()
            .exceptionally(failure -> BrokerApi.failure(exchange.getRequestPath(), failure));
    if (answer.isDone()) {
      Answers.send(exchange, answer.join());
      return;
    }
    // Dispatching keeps the exchange open when this handler returns, and runs the rest only then:
    // before, another thread's answer would race with the return.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () ->
            answer.thenAccept(
                done -> exchange.getIoThread().execute(() -> Answers.send(exchange, done))));
  }

  static Optional<String> header(HttpServerExchange exchange, HttpString name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
