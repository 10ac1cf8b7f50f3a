package dev.peers.transport.http.internal;

import dev.peers.core.Refusal;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.HttpLimits;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/// Serves the API on a server socket that is bound already, Unix or TCP.
///
/// One thread accepts, in blocking mode: so admission may take its time, and running out of
/// descriptors stalls accepting alone. Few I/O threads do the rest, for answers come from memory.
public final class HttpListener {
  private static final Logger LOG = System.getLogger(HttpListener.class.getName());
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);
  private static final int BUFFER_BYTES = 16 << 10;

  /// So many connections above the limit are still told why they are refused.
  private static final int REFUSED_AT_ONCE = 64;

  private final ServerSocketChannel server;
  private final HttpLimits limits;
  private final Admission admission;
  private final EventStreams streams;
  private final Requests requests;
  private final DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES);
  private final XnioWorker worker;
  private final List<IoThread> ioThreads = new ArrayList<>();
  private final Thread acceptor;
  private final HttpOpenListener usual;
  private final HttpOpenListener crowded;
  private final AtomicInteger connections = new AtomicInteger();
  private int nextThread;
  private boolean stopped;
  private boolean graceful;

  private HttpListener(
      ServerSocketChannel server,
      BrokerApi api,
      HttpLimits limits,
      RequestGuard guard,
      Admission admission,
      String name)
      throws IOException {
    this.server = server;
    this.limits = limits;
    this.admission = admission;
    this.streams = new EventStreams(api, limits);
    this.requests =
        new Requests(ApiHandler.of(api, limits, guard, streams, admission.identification()));
    this.usual = http(requests);
    this.crowded = http(HttpListener::tellLimit);
    this.worker = worker(name);
    for (int i = 0; i < ioThreadCount(); i++) {
      ioThreads.add(new IoThread(worker, i, name + "-io-" + i));
    }
    this.acceptor = new Thread(this::acceptAll, name + "-accept");
  }

  /// Starts to serve. The listener owns the channel from now on.
  public static HttpListener start(
      ServerSocketChannel server,
      BrokerApi api,
      HttpLimits limits,
      RequestGuard guard,
      Admission admission,
      String name)
      throws IOException {
    HttpListener listener = new HttpListener(server, api, limits, guard, admission, name);
    listener.ioThreads.forEach(Thread::start);
    listener.acceptor.start();
    return listener;
  }

  /// Decides on the accepting thread whether a connection may stay. It may block for a moment.
  @FunctionalInterface
  public interface Admission {
    boolean admits(SocketChannel channel) throws IOException;

    /// How to learn later which process is at the other end.
    default ApiHandler.Identification identification() {
      return ApiHandler.Identification.NONE;
    }
  }

  private static int ioThreadCount() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
  }

  /// XNIO wants every I/O thread to belong to a worker. This one's own threads have nothing to do.
  private static XnioWorker worker(String name) throws IOException {
    return Xnio.getInstance()
        .createWorker(
            OptionMap.builder()
                .set(Options.WORKER_NAME, name)
                .set(Options.WORKER_IO_THREADS, 1)
                .set(Options.WORKER_TASK_CORE_THREADS, 0)
                .set(Options.WORKER_TASK_MAX_THREADS, 1)
                .set(Options.THREAD_DAEMON, true)
                .getMap());
  }

  /// How long bodies may be is not for Undertow to say: it would print a stack trace for each that
  /// is longer. See [Reception] and [Answers].
  private HttpOpenListener http(HttpHandler handler) {
    HttpOpenListener listener =
        new HttpOpenListener(
            buffers,
            OptionMap.builder()
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .set(UndertowOptions.MAX_HEADER_SIZE, Heads.read(limits.headerBytes()))
                .set(UndertowOptions.MAX_HEADERS, 100)
                .set(UndertowOptions.MAX_PARAMETERS, 100)
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, millis(limits.idleTimeout()))
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(limits.requestTimeout()))
                .getMap());
    listener.setRootHandler(handler);
    return listener;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  private static void tellLimit(HttpServerExchange exchange) {
    exchange.setPersistent(false);
    Answers.send(
        exchange, Answer.error(503, "too many connections to the broker", Refusal.Code.BUSY));
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        welcome(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a connection could not be accepted: " + e.getMessage());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void welcome(SocketChannel channel) {
    int count = connections.incrementAndGet();
    try {
      if (count > limits.connections() + REFUSED_AT_ONCE || !admission.admits(channel)) {
        discard(channel);
        return;
      }
      channel.configureBlocking(false);
      HttpOpenListener http = count > limits.connections() ? crowded : usual;
      IoThread ioThread = ioThreads.get(nextThread++ % ioThreads.size());
      ioThread.execute(() -> open(ioThread, channel, http));
    } catch (IOException | RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "a connection ended before it began", e);
      discard(channel);
    }
  }

  private void open(IoThread ioThread, SocketChannel channel, HttpOpenListener http) {
    StreamConnection connection;
    try {
      connection = new SocketConnection(ioThread, channel, limits);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a connection ended before it began", e);
      discard(channel);
      return;
    }
    connection.setCloseListener(closed -> connections.decrementAndGet());
    http.handleEvent(connection);
  }

  private void discard(SocketChannel channel) {
    IoUtils.safeClose(channel);
    connections.decrementAndGet();
  }

  /// Accepts no more, lets what runs come to its end, and closes all connections; says whether
  /// everything ended within the grace. Stopping again says the same. Not for the listener's own
  /// threads, which it waits for.
  public synchronized boolean stop(Duration grace) {
    if (stopped) {
      return graceful;
    }
    if (Thread.currentThread() instanceof IoThread) {
      throw new IllegalStateException("a listener cannot be stopped by one of its own threads");
    }
    stopped = true;
    IoUtils.safeClose(server);
    streams.close();
    graceful = requests.stop(grace);
    ioThreads.forEach(IoThread::shutDown);
    ioThreads.forEach(HttpListener::join);
    join(acceptor);
    worker.shutdownNow();
    buffers.close();
    return graceful;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many bytes are held for clients altogether, beyond what each has free.
  long held() {
    return streams.budget().held();
  }

  /// How many connections are open.
  public int connections() {
    return connections.get();
  }
}
