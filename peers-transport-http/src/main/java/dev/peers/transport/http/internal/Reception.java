package dev.peers.transport.http.internal;

import dev.peers.core.Refusal;
import dev.peers.protocol.Answer;
import dev.peers.transport.http.HttpLimits;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/// The arrival of one request's body, within its limits of size and time. What it holds grows with
/// what came, not with what was announced. Lives on the exchange's I/O thread.
///
/// Undertow's own receiver copies byte by byte and reports a body that is too long again and again.
final class Reception {
  /// So much more than a body may have is read and thrown away: a client that writes first and
  /// reads then would not see the refusal otherwise.
  static final int DISCARDED_BYTES = 4 << 20;

  private static final Logger LOG = System.getLogger(Reception.class.getName());

  private final HttpServerExchange exchange;
  private final HttpLimits limits;
  private final Budget budget;
  private final Consumer<byte[]> whenComplete;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long received;
  private long reserved;
  private boolean crowdedOut;
  private XnioExecutor.@Nullable Key deadline;

  Reception(
      HttpServerExchange exchange,
      HttpLimits limits,
      Budget budget,
      Consumer<byte[]> whenComplete) {
    this.exchange = exchange;
    this.limits = limits;
    this.budget = budget;
    this.whenComplete = whenComplete;
  }

  /// Must be called by a handler.
  void start() {
    if (exchange.isRequestComplete()) {
      whenComplete.accept(body.toByteArray());
    } else if (isHopeless(exchange.getRequestContentLength())) {
      refuseSize();
    } else {
      readOn(exchange.getRequestChannel());
    }
  }

  private boolean isHopeless(long announced) {
    return announced > (long) limits.bodyBytes() + DISCARDED_BYTES
        || (announced > limits.bodyBytes() && HttpContinue.requiresContinueResponse(exchange));
  }

  private void readOn(StreamSourceChannel source) {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      int count = read(source, pooled.getBuffer());
      if (count == 0) {
        awaitMore(source);
      } else if (crowdedOut) {
        refuseForNow();
      } else if (received > limits.bodyBytes()) {
        refuseSize();
      } else if (!exchange.isRequestComplete()) {
        throw new EOFException("the request ends too early");
      } else {
        cancelDeadline();
        whenComplete.accept(body.toByteArray());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a client left in the middle of its request", e);
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  /// Reads until nothing more is there (0), all has come (-1) or it is beyond all measure (1).
  private int read(StreamSourceChannel source, ByteBuffer buffer) throws IOException {
    while (received <= (long) limits.bodyBytes() + DISCARDED_BYTES) {
      buffer.clear();
      int count = readSome(source, buffer);
      if (count <= 0) {
        return count;
      }
      keep(buffer.flip());
      if (crowdedOut) {
        return 1;
      }
    }
    return 1;
  }

  private static int readSome(StreamSourceChannel source, ByteBuffer buffer) throws IOException {
    try {
      return source.read(buffer);
    } catch (IllegalArgumentException e) {
      throw new IOException("a trailer without a name", e);
    }
  }

  private void keep(ByteBuffer buffer) {
    received += buffer.remaining();
    crowdedOut = !hasRoom(buffer.remaining());
    if (received <= limits.bodyBytes() && !crowdedOut) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      body.writeBytes(bytes);
    }
  }

  /// What a request takes beyond its free share comes out of what all share.
  private boolean hasRoom(int bytes) {
    if (received <= Budget.FREE_BYTES || received > limits.bodyBytes()) {
      return true;
    }
    if (!budget.tryReserve(bytes)) {
      return false;
    }
    if (reserved == 0) {
      exchange.addExchangeCompleteListener(
          (ended, listeners) -> {
            budget.release(reserved);
            listeners.proceed();
          });
    }
    reserved += bytes;
    return true;
  }

  private void refuseForNow() {
    cancelDeadline();
    exchange.setPersistent(false);
    Answers.send(
        exchange,
        Answer.error(
            503,
            "the broker has too many large requests at once; try again later",
            Refusal.Code.BUSY));
    endConnection();
  }

  /// Resuming reads within a handler's call is how Undertow learns that the exchange goes on after
  /// it; so what follows runs as a handler's call again.
  private void awaitMore(StreamSourceChannel source) {
    setDeadline();
    source
        .getReadSetter()
        .set(
            ready -> {
              source.suspendReads();
              Connectors.executeRootHandler(again -> readOn(source), exchange);
            });
    source.resumeReads();
  }

  private void setDeadline() {
    if (deadline == null) {
      deadline = Timers.after(exchange.getIoThread(), limits.requestTimeout(), this::tooSlow);
      exchange.addExchangeCompleteListener(
          (ended, listeners) -> {
            cancelDeadline();
            listeners.proceed();
          });
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.remove();
    }
  }

  private void refuseSize() {
    cancelDeadline();
    exchange.setPersistent(false);
    Answers.send(
        exchange,
        Answer.error(
            413,
            "the request is longer than " + limits.bodyBytes() + " bytes",
            Refusal.Code.MESSAGE_TOO_LARGE));
    endConnection();
  }

  /// Undertow would read on for as long as the body goes on.
  private void endConnection() {
    if (!exchange.isRequestComplete()) {
      Timers.closeSoon(exchange);
    }
  }

  private void tooSlow() {
    exchange.setPersistent(false);
    Answers.send(
        exchange,
        Answer.error(408, "the request took too long to arrive", Refusal.Code.INVALID_REQUEST));
    // The answer is in the socket by now or never; the rest of the body is nobody's business.
    Timers.closeSoon(exchange);
  }
}
