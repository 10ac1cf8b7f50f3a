package dev.peers.protocol.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// An answer whose body is a stream of events. Read by one thread; closed from any.
public final class HttpStream implements AutoCloseable {
  private static final int MAX_REFUSAL = 64 * 1024;

  private final HttpHead head;
  private final HttpBody body;
  private final HttpConnection connection;
  private final Watchdogs watchdogs;
  private final Duration silence;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  HttpStream(
      HttpHead head,
      HttpBody body,
      HttpConnection connection,
      Watchdogs watchdogs,
      Duration silence,
      Runnable release) {
    this.head = head;
    this.body = body;
    this.connection = connection;
    this.watchdogs = watchdogs;
    this.silence = silence;
    this.release = release;
  }

  public boolean isEventStream() {
    return head.status() == 200
        && head.header("content-type").orElse("").startsWith("text/event-stream");
  }

  /// The whole answer, where it is no stream.
  public HttpReply reply() throws IOException {
    try (Watchdog _ = watchdogs.over(connection.channel(), silence)) {
      return new HttpReply(head.status(), body.readAll(MAX_REFUSAL));
    }
  }

  /// Reads to the end, and says why it ended.
  public String readTo(SseParser parser) {
    byte[] piece = new byte[8192];
    try (Watchdog watchdog = watchdogs.over(connection.channel(), silence)) {
      try {
        for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
          watchdog.signOfLife();
          parser.feed(piece, count);
        }
        return closed.get() ? "closed" : "the broker ended the stream";
      } catch (IOException e) {
        if (closed.get()) {
          return "closed";
        }
        return watchdog.isExpired()
            ? "no sign of life of the broker for " + silence.toMillis() + " ms"
            : "the connection to the broker broke: " + e.getMessage();
      }
    } finally {
      release.run();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    release.run();
  }
}
