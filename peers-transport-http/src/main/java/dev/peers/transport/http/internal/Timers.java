package dev.peers.transport.http.internal;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/// Timers of I/O threads.
final class Timers {
  private Timers() {}

  static XnioExecutor.Key after(XnioIoThread ioThread, Duration delay, Runnable task) {
    return ioThread.executeAfter(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  static XnioExecutor.Key every(XnioIoThread ioThread, Duration pause, Runnable task) {
    return ioThread.executeAtInterval(task, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Closes the connection once what was begun on the I/O thread is through.
  static void closeSoon(HttpServerExchange exchange) {
    try {
      exchange.getIoThread().execute(() -> IoUtils.safeClose(exchange.getConnection()));
    } catch (RejectedExecutionException e) {
      // The thread has ended, and closes all its connections.
      IoUtils.safeClose(exchange.getConnection());
    }
  }
}
