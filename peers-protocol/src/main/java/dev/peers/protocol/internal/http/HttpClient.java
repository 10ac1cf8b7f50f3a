package dev.peers.protocol.internal.http;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.ClientTimings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Exchanges requests for answers over a few connections that it keeps. Blocks; safe from any
/// thread, closed from any.
public final class HttpClient implements AutoCloseable {
  private static final int MAX_IDLE = 4;
  private static final int MAX_BUSY = 16;

  /// An answer full of the longest messages that settings allow.
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final Dialer dialer;
  private final ClientTimings timings;
  private final Watchdogs watchdogs = new Watchdogs();
  private final Semaphore busyPermits = new Semaphore(MAX_BUSY);
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private final Set<HttpConnection> open = new HashSet<>();
  private boolean closed;

  public HttpClient(BrokerAddress address, BrokerStarter starter, ClientTimings timings) {
    this.dialer = new Dialer(address, starter, timings, watchdogs);
    this.timings = timings;
  }

  /// The answer, whatever its status.
  ///
  /// @param time how long it may take, waiting for other requests included; starting a broker comes
  ///   on top
  /// @throws BrokerUnavailableException if there is none
  public HttpReply exchange(HttpRequest request, Duration time) {
    byte[] bytes = request.encode(dialer.host(), dialer.token());
    long before = System.nanoTime();
    acquire(time);
    // Where nobody answers, whoever had to wait for its turn must not wait twice.
    Duration left = time.minusNanos(System.nanoTime() - before);
    try {
      HttpConnection kept = takeIdle();
      if (kept != null) {
        try {
          return exchange(kept, bytes, left);
        } catch (StaleException e) {
          if (kept.sentAny() && !request.idempotent()) {
            throw noAnswer("the broker went away before it answered", e);
          }
          dropIdle();
        }
      }
      return exchangeFresh(bytes, left);
    } finally {
      busyPermits.release();
    }
  }

  /// Opens an event stream.
  ///
  /// @throws BrokerUnavailableException if there is no answer
  public HttpStream stream(HttpRequest request) {
    byte[] bytes = request.encode(dialer.host(), dialer.token());
    HttpConnection connection = register(dialer.dial());
    try (Watchdog watchdog = watchdogs.over(connection.channel(), timings.answer())) {
      try {
        connection.send(bytes);
        HttpHead head = connection.head();
        HttpBody body = connection.body(head);
        return new HttpStream(
            head, body, connection, watchdogs, timings.silence(), () -> drop(connection));
      } catch (IOException e) {
        drop(connection);
        throw failure(e, watchdog, connection, timings.answer());
      }
    }
  }

  @Override
  public void close() {
    Set<HttpConnection> all;
    synchronized (open) {
      closed = true;
      idle.clear();
      all = new HashSet<>(open);
      open.clear();
    }
    all.forEach(HttpConnection::close);
  }

  private HttpReply exchangeFresh(byte[] bytes, Duration time) {
    HttpConnection fresh = register(dialer.dial());
    try {
      return exchange(fresh, bytes, time);
    } catch (StaleException e) {
      String text = "the broker went away before it answered";
      throw fresh.sentAny() ? noAnswer(text, e) : BrokerUnavailableException.notSent(text, e);
    }
  }

  private HttpReply exchange(HttpConnection connection, byte[] bytes, Duration time)
      throws StaleException {
    boolean keep = false;
    try (Watchdog watchdog = watchdogs.over(connection.channel(), time)) {
      try {
        connection.send(bytes);
        HttpHead head = connection.head();
        HttpBody body = connection.body(head);
        HttpReply reply = new HttpReply(head.status(), body.readAll(MAX_BODY));
        keep = head.keepAlive() && body.leavesConnection();
        return reply;
      } catch (IOException e) {
        if (!watchdog.isExpired() && !connection.gotAny() && !isClosed()) {
          throw new StaleException(e);
        }
        throw failure(e, watchdog, connection, time);
      }
    } finally {
      if (keep) {
        giveBack(connection);
      } else {
        drop(connection);
      }
    }
  }

  private BrokerUnavailableException failure(
      IOException e, Watchdog watchdog, HttpConnection connection, Duration time) {
    if (watchdog.isExpired()) {
      return noAnswer(
          "the broker did not answer within "
              + time.toMillis()
              + " ms; if that lasts, end it with `peers kill-broker`",
          e);
    }
    if (isClosed()) {
      return noAnswer("this client was closed", e);
    }
    if (e instanceof BadAnswerException) {
      return noAnswer(
          "what answers at the broker's address is no peers broker: " + e.getMessage(), e);
    }
    return connection.sentAny()
        ? noAnswer("the connection to the broker broke: " + e.getMessage(), e)
        : BrokerUnavailableException.notSent("the broker hung up: " + e.getMessage(), e);
  }

  private static BrokerUnavailableException noAnswer(String text, Exception cause) {
    return BrokerUnavailableException.noAnswer(text, cause);
  }

  private void acquire(Duration time) {
    try {
      if (busyPermits.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    IOException cause = new IOException(MAX_BUSY + " requests wait for their answers");
    throw BrokerUnavailableException.notSent("the broker is too busy to be asked", cause);
  }

  private @Nullable HttpConnection takeIdle() {
    while (true) {
      HttpConnection connection;
      synchronized (open) {
        connection = idle.pollLast();
      }
      if (connection == null || connection.isFresh()) {
        return connection;
      }
      drop(connection);
    }
  }

  private HttpConnection register(HttpConnection connection) {
    synchronized (open) {
      if (!closed) {
        open.add(connection);
        return connection;
      }
    }
    connection.close();
    throw BrokerUnavailableException.notSent("this client was closed", new IOException("closed"));
  }

  private void giveBack(HttpConnection connection) {
    synchronized (open) {
      if (!closed && idle.size() < MAX_IDLE && connection.channel().isOpen()) {
        idle.addLast(connection);
        return;
      }
    }
    drop(connection);
  }

  private void drop(HttpConnection connection) {
    synchronized (open) {
      open.remove(connection);
    }
    connection.close();
  }

  /// One connection that broke is a sign that the broker went, and the others with it.
  private void dropIdle() {
    Deque<HttpConnection> stale;
    synchronized (open) {
      stale = new ArrayDeque<>(idle);
      idle.clear();
    }
    stale.forEach(this::drop);
  }

  private boolean isClosed() {
    synchronized (open) {
      return closed;
    }
  }

  /// The connection broke before anything of the answer came.
  private static final class StaleException extends Exception {
    private static final long serialVersionUID = 1;

    StaleException(IOException cause) {
      super(cause);
    }
  }
}
