package dev.peers.transport.http.internal;

import dev.peers.core.EventListener;
import dev.peers.core.PeerEvent;
import dev.peers.core.Subscription;
import dev.peers.protocol.EventsCodec;
import dev.peers.transport.http.HttpLimits;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;

/// One client's event stream. Events come from any thread and wait in a [FrameQueue]; everything
/// else happens on the exchange's I/O thread.
final class EventStream implements EventListener {
  private static final Logger LOG = System.getLogger(EventStream.class.getName());
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final HttpServerExchange exchange;
  private final HttpLimits limits;
  private final Consumer<EventStream> atEnd;
  private final FrameQueue frames;

  private @Nullable Subscription subscription;
  private @Nullable StreamSinkChannel sink;
  private XnioExecutor.@Nullable Key keepAlive;
  private ByteBuffer current = NOTHING;
  private boolean lastWritten;
  private boolean ended;

  EventStream(
      HttpServerExchange exchange, HttpLimits limits, Budget budget, Consumer<EventStream> atEnd) {
    this.exchange = exchange;
    this.limits = limits;
    this.atEnd = atEnd;
    this.frames = new FrameQueue(limits.streamQueueBytes(), budget);
  }

  @Override
  public void onEvent(PeerEvent event) {
    if (frames.offer(EventsCodec.encode(event))) {
      schedulePump();
    }
  }

  @Override
  public void onEnd(String reason) {
    LOG.log(Level.DEBUG, "an event stream ends: {0}", reason);
    frames.close();
    schedulePump();
  }

  private void schedulePump() {
    try {
      exchange.getIoThread().execute(this::pump);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "an event came after the listener stopped", e);
    }
  }

  /// Notices from now on that the exchange is over, for whatever reason: it also ends with its
  /// connection.
  void watchEnd() {
    exchange.addExchangeCompleteListener(
        (complete, listeners) -> {
          end();
          listeners.proceed();
        });
  }

  void begin(Subscription accepted) {
    subscription = accepted;
    StreamSinkChannel channel = ended ? null : openResponse();
    if (channel == null) {
      accepted.close();
      return;
    }
    sink = channel;
    channel.getWriteSetter().set(ready -> pump());
    current = ByteBuffer.wrap(EventsCodec.keepAlive());
    keepAlive = Timers.every(exchange.getIoThread(), limits.keepAlive(), this::keepAlive);
    watchHangUp();
    pump();
  }

  private @Nullable StreamSinkChannel openResponse() {
    // What the client might still send is thrown away, so nothing can follow on this connection.
    exchange.setPersistent(false);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    return exchange.getResponseChannel();
  }

  /// Without this, a client that has gone is noticed only when there is something to write.
  private void watchHangUp() {
    if (exchange.getConnection() instanceof HttpServerConnection connection
        && connection.getChannel() instanceof SocketConnection socket) {
      socket.conduit().watchHangUp(() -> IoUtils.safeClose(connection));
    }
  }

  private void keepAlive() {
    if (frames.isEmpty() && !current.hasRemaining()) {
      current = ByteBuffer.wrap(EventsCodec.keepAlive());
      pump();
    }
  }

  private void pump() {
    StreamSinkChannel channel = sink;
    if (channel == null || ended) {
      return;
    }
    try {
      if (writeFrames(channel)) {
        channel.suspendWrites();
      } else {
        channel.resumeWrites();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an event stream broke", e);
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  /// Writes as much as the socket takes, and says whether that was everything.
  private boolean writeFrames(StreamSinkChannel channel) throws IOException {
    while (current.hasRemaining() || takeNext()) {
      if (channel.write(current) == 0) {
        return false;
      }
    }
    if (!frames.isClosed()) {
      return channel.flush();
    }
    unsubscribe();
    if (!lastWritten) {
      lastWritten = true;
      channel.shutdownWrites();
    }
    boolean flushed = channel.flush();
    if (flushed) {
      exchange.endExchange();
    }
    return flushed;
  }

  private boolean takeNext() {
    current = frames.take();
    return current.hasRemaining();
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    frames.discard();
    if (keepAlive != null) {
      keepAlive.remove();
    }
    unsubscribe();
    atEnd.accept(this);
  }

  private void unsubscribe() {
    Subscription open = subscription;
    if (open != null) {
      subscription = null;
      open.close();
    }
  }
}
