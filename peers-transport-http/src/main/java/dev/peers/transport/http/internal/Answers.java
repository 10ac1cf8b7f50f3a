package dev.peers.transport.http.internal;

import dev.peers.protocol.Answer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/// Writes whole answers.
final class Answers {
  private Answers() {}

  /// Sends the answer and ends the exchange, without blocking. Must be called on the exchange's I/O
  /// thread. Does nothing if the client has gone.
  ///
  /// What has not come yet of the request is thrown away as it comes, for otherwise the client
  /// might not see its answer. The connection ends if that takes longer than a request may take.
  static void send(HttpServerExchange exchange, Answer answer) {
    if (hasEnded(exchange) || exchange.isResponseStarted()) {
      return;
    }
    if (!exchange.isRequestComplete()) {
      SocketConnection.of(exchange).ifPresent(c -> linger(exchange, c.requestTimeout()));
    }
    exchange.setStatusCode(answer.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
    exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
  }

  /// Whether the exchange is over, or its connection is.
  static boolean hasEnded(HttpServerExchange exchange) {
    return exchange.isComplete() || !exchange.getConnection().isOpen();
  }

  private static void linger(HttpServerExchange exchange, Duration patience) {
    XnioExecutor.Key end =
        Timers.after(
            exchange.getIoThread(), patience, () -> IoUtils.safeClose(exchange.getConnection()));
    exchange.addExchangeCompleteListener(
        (ended, listeners) -> {
          end.remove();
          listeners.proceed();
        });
  }
}
