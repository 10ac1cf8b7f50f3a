package dev.peers.transport.http.internal;

import dev.peers.core.Refusal;
import dev.peers.core.Witness;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.internal.RequestGuard.Rejection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Hands requests to the API and its answers to the client. Everything runs on the exchange's I/O
/// thread: answers from memory at once, others when their stage completes.
public final class ApiHandler implements HttpHandler {
  static final HttpString SECRET = new HttpString("Peers-Secret");
  private static final HttpString VERSION = new HttpString("Peers-Version");
  private static final int REGISTRATION_WEIGHT = 10;
  private static final int BYTES_PER_REQUEST = 16 << 10;

  private final BrokerApi api;
  private final HttpLimits limits;
  private final RequestGuard guard;
  private final EventStreams streams;
  private final Identification identification;

  private ApiHandler(
      BrokerApi api,
      HttpLimits limits,
      RequestGuard guard,
      EventStreams streams,
      Identification identification) {
    this.api = api;
    this.limits = limits;
    this.guard = guard;
    this.streams = streams;
    this.identification = identification;
  }

  /// Knows which process is at the other end of a connection, if that can be told. It may take a
  /// while.
  @FunctionalInterface
  public interface Identification {
    Identification NONE = channel -> Optional.empty();

    Optional<Long> pid(SocketChannel channel);
  }

  /// The handler, able to answer `Expect: 100-continue`: without that such a client waits in vain.
  public static HttpHandler of(
      BrokerApi api,
      HttpLimits limits,
      RequestGuard guard,
      EventStreams streams,
      Identification identification) {
    return new HttpContinueReadHandler(new ApiHandler(api, limits, guard, streams, identification));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(VERSION, api.version());
    Optional<Rejection> unclear =
        Framing.check(exchange).or(() -> Heads.check(exchange, limits.headerBytes()));
    Optional<Rejection> rejection = guard.check(exchange);
    if (unclear.isPresent()) {
      reject(exchange, unclear.get());
      Timers.closeSoon(exchange);
    } else if (rejection.isPresent()) {
      reject(exchange, rejection.get());
    } else {
      SocketConnection.of(exchange)
          .ifPresentOrElse(connection -> inTurn(exchange, connection), () -> takeUp(exchange));
    }
  }

  /// Who asks without a pause is made to wait, so that others need not: refused, it would only ask
  /// again.
  private void inTurn(HttpServerExchange exchange, SocketConnection connection) {
    long now = System.nanoTime();
    if (connection.limit().nanosUntilNext(now) > 0) {
      refuseRate(exchange);
      return;
    }
    connection.limit().count(1);
    long wait = connection.pace().nanosUntilNext(now);
    connection.pace().count(weight(exchange));
    if (wait == 0) {
      takeUp(exchange);
      return;
    }
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () ->
            Timers.after(
                exchange.getIoThread(),
                Duration.ofNanos(wait),
                () -> Connectors.executeRootHandler(this::takeUp, exchange)));
  }

  /// As how many requests this one counts: who registers is written to the disk and told to all.
  private static int weight(HttpServerExchange exchange) {
    return exchange.getRequestPath().equals("/register") ? REGISTRATION_WEIGHT : 1;
  }

  private void takeUp(HttpServerExchange exchange) {
    if (isEventStream(exchange)) {
      streams.open(exchange);
    } else {
      new Reception(exchange, limits, streams.budget(), body -> answer(exchange, body)).start();
    }
  }

  private void refuseRate(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
    Answers.send(
        exchange,
        Answer.error(
            429,
            "Rate limited: max " + limits.requestsPerMinute() + " requests per minute",
            Refusal.Code.RATE_LIMITED));
  }

  private Witness witness(HttpServerExchange exchange) {
    return SocketConnection.of(exchange)
        .map(SocketConnection::channel)
        .filter(channel -> !identification.equals(Identification.NONE))
        .map(channel -> (Witness) () -> identification.pid(channel))
        .orElse(Witness.NONE);
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
                witness(exchange),
                body)
            .toCompletableFuture()
            .exceptionally(failure -> BrokerApi.failure(exchange.getRequestPath(), failure));
    if (answer.isDone()) {
      send(exchange, hold(answer.join()));
      return;
    }
    // Dispatching keeps the exchange open when this handler returns, and runs the rest only then:
    // before, another thread's answer would race with the return.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () ->
            answer.thenAccept(
                done -> {
                  Held held = hold(done);
                  exchange.getIoThread().execute(() -> send(exchange, held));
                }));
  }

  /// An answer and what it takes of the budget.
  private record Held(Answer answer, int reserved) {}

  /// On whatever thread made the answer, so that those that wait for the I/O thread count, too.
  private Held hold(Answer answer) {
    int size = answer.body().length;
    if (size <= Budget.FREE_BYTES) {
      return new Held(answer, 0);
    }
    if (streams.budget().tryReserve(size)) {
      return new Held(answer, size);
    }
    String text = "the broker has too many large answers at once; try again later";
    return new Held(Answer.error(503, text, Refusal.Code.BUSY), 0);
  }

  /// A client that does not read a large answer leaves it here.
  private void send(HttpServerExchange exchange, Held held) {
    if (Answers.hasEnded(exchange)) {
      streams.budget().release(held.reserved);
      return;
    }
    if (held.reserved > 0) {
      exchange.addExchangeCompleteListener(
          (ended, listeners) -> {
            streams.budget().release(held.reserved);
            listeners.proceed();
          });
    }
    SocketConnection.of(exchange)
        .ifPresent(c -> c.pace().count(held.answer.body().length / BYTES_PER_REQUEST));
    Answers.send(exchange, held.answer);
  }

  static Optional<String> header(HttpServerExchange exchange, HttpString name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
