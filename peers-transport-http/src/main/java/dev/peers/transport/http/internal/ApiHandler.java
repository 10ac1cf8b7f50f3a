package dev.peers.transport.http.internal;

import dev.peers.core.Refusal;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RequestGuard;
import dev.peers.transport.http.RequestGuard.Rejection;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Hands requests to the API and its answers to the client. Everything runs on the exchange's I/O
/// thread: answers from memory at once, others when their stage completes.
public final class ApiHandler implements HttpHandler {
  static final HttpString SECRET = new HttpString("Peers-Secret");
  private static final HttpString VERSION = new HttpString("Peers-Version");
  private static final Logger LOG = System.getLogger(ApiHandler.class.getName());

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
      new Reception(exchange).start();
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
            .exceptionally(ApiHandler::internalError);
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

  private static Answer internalError(Throwable failure) {
    LOG.log(Level.ERROR, "a request failed", failure);
    return Answer.error(500, "internal error; see the broker's log", Refusal.Code.STORE_FAILED);
  }

  static Optional<String> header(HttpServerExchange exchange, HttpString name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /// The arrival of one request's body, within its limits of size and time.
  private final class Reception implements Receiver.FullBytesCallback, Receiver.ErrorCallback {
    private final HttpServerExchange exchange;
    private boolean received;
    private org.xnio.XnioExecutor.@Nullable Key deadline;

    Reception(HttpServerExchange exchange) {
      this.exchange = exchange;
    }

    void start() {
      Receiver receiver = exchange.getRequestReceiver();
      receiver.setMaxBufferSize(limits.bodyBytes());
      receiver.receiveFullBytes(this, this);
      if (!exchange.isRequestComplete() && !exchange.isComplete()) {
        setDeadline();
      }
    }

    private void setDeadline() {
      deadline = Timers.after(exchange.getIoThread(), limits.requestTimeout(), this::tooSlow);
      exchange.addExchangeCompleteListener(
          (ended, listeners) -> {
            cancelDeadline();
            listeners.proceed();
          });
    }

    private void cancelDeadline() {
      if (deadline != null) {
        deadline.remove();
        deadline = null;
      }
    }

    @Override
    public void handle(HttpServerExchange complete, byte[] body) {
      received = true;
      cancelDeadline();
      answer(exchange, body);
    }

    @Override
    public void error(HttpServerExchange failed, java.io.IOException failure) {
      if (failure instanceof Receiver.RequestToLargeException) {
        refuseSize();
      } else {
        LOG.log(Level.DEBUG, "a client left in the middle of its request", failure);
        exchange.endExchange();
      }
    }

    /// What is left of the body is read and thrown away, within bounds: a client that writes first
    /// and reads then would not see the answer otherwise.
    private void refuseSize() {
      received = true;
      exchange.setPersistent(false);
      Answers.send(
          exchange,
          Answer.error(
              413,
              "the request is longer than " + limits.bodyBytes() + " bytes",
              Refusal.Code.MESSAGE_TOO_LARGE));
    }

    private void tooSlow() {
      if (!received) {
        exchange.setPersistent(false);
        Answers.send(
            exchange,
            Answer.error(408, "the request took too long to arrive", Refusal.Code.INVALID_REQUEST));
      }
      // The answer is in the socket by now or never; the rest of the body is nobody's business.
      Timers.closeSoon(exchange);
    }
  }
}
