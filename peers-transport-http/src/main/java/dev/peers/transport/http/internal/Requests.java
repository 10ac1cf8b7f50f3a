package dev.peers.transport.http.internal;

import dev.peers.core.Refusal;
import dev.peers.protocol.Answer;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Counts the requests that are being answered, so that a listener can stop without cutting one
/// off. Safe from any thread.
final class Requests implements HttpHandler {
  private final HttpHandler next;
  private int running;
  private boolean stopping;

  Requests(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (!begin()) {
      exchange.setPersistent(false);
      Answers.send(exchange, Answer.error(503, "the broker is stopping", Refusal.Code.CLOSING));
      return;
    }
    exchange.addExchangeCompleteListener(
        (ended, listeners) -> {
          end();
          listeners.proceed();
        });
    next.handleRequest(exchange);
  }

  private synchronized boolean begin() {
    if (!stopping) {
      running++;
    }
    return !stopping;
  }

  private synchronized void end() {
    running--;
    notifyAll();
  }

  /// Takes no more requests and waits for those that run; says whether they ended in time.
  synchronized boolean stop(Duration grace) {
    stopping = true;
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      while (running > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
