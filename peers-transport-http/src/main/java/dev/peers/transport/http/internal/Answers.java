package dev.peers.transport.http.internal;

import dev.peers.protocol.Answer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;

/// Writes whole answers.
final class Answers {
  private Answers() {}

  /// Sends the answer and ends the exchange, without blocking. Must be called on the exchange's I/O
  /// thread. Does nothing if the client has gone.
  static void send(HttpServerExchange exchange, Answer answer) {
    if (exchange.isComplete() || exchange.isResponseStarted()) {
      return;
    }
    exchange.setStatusCode(answer.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
    exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
  }
}
