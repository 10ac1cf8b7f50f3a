package dev.peers.protocol.internal.http;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerAddress.Tcp;
import dev.peers.protocol.BrokerAddress.UnixSocket;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.ClientTimings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Opens connections, and has a broker started where there is none.
final class Dialer {
  private static final int DEFAULT_PORT = 80;
  private static final long FIRST_PAUSE_MS = 10;
  private static final long MAX_PAUSE_MS = 250;
  private static final long MIN_CONNECT_NS = 10_000_000;

  /// A start takes a second or two; by then it has failed, or the machine is busy.
  private static final long START_AGAIN_NS = 2_000_000_000L;

  private final BrokerAddress address;
  private final BrokerStarter starter;
  private final ClientTimings timings;
  private final Watchdogs watchdogs;

  /// When the broker was last started for the outage that still lasts; 0 if it was not.
  private final AtomicLong started = new AtomicLong();

  /// How often somebody got through.
  private final AtomicInteger connects = new AtomicInteger();

  Dialer(BrokerAddress address, BrokerStarter starter, ClientTimings timings, Watchdogs watchdogs) {
    this.address = address;
    this.starter = starter;
    this.timings = timings;
    this.watchdogs = watchdogs;
  }

  /// The value of the `Host` header.
  String host() {
    // No switch over patterns: linking one takes longer than a request.
    return address instanceof Tcp(URI uri, var token)
        ? uri.getHost() + ":" + port(uri)
        : "localhost";
  }

  Optional<String> token() {
    return address instanceof Tcp(var uri, var token) ? token : Optional.empty();
  }

  /// @throws BrokerUnavailableException if nobody answers
  HttpConnection dial() {
    int connectsBefore = connects.get();
    try {
      return connected(timings.answer());
    } catch (IOException e) {
      if (starter.equals(BrokerStarter.NONE) || isForbidden(e)) {
        throw unavailable(e);
      }
      return dialStarted(connectsBefore);
    }
  }

  private HttpConnection dialStarted(int connectsBefore) {
    long giveUp = System.nanoTime() + timings.start().toNanos();
    for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      // Whoever failed before another one got through has seen an outage that is over.
      if (connects.get() == connectsBefore && isStartDue()) {
        start();
      }
      pause(pause);
      try {
        return connected(left(giveUp));
      } catch (IOException e) {
        if (System.nanoTime() - giveUp >= 0 || isForbidden(e)) {
          // The next request is the next attempt to get a broker.
          started.set(0);
          throw unavailable(e);
        }
      }
    }
  }

  /// Whether the caller is to start the broker.
  private boolean isStartDue() {
    long last = started.get();
    long now = System.nanoTime();
    boolean due = last == 0 || now - last >= START_AGAIN_NS;
    return due && started.compareAndSet(last, now == 0 ? 1 : now);
  }

  private void start() {
    try {
      starter.start();
    } catch (RuntimeException e) {
      started.set(0);
      throw BrokerUnavailableException.notSent(
          "The broker is not running and could not be started: " + e.getMessage(), e);
    }
  }

  /// Half of the time for sure, and the rest by chance, so that clients do not come all at once.
  private static void pause(long millis) {
    try {
      Thread.sleep(Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BrokerUnavailableException.notSent("interrupted while the broker started", e);
    }
  }

  /// A connection, or the reason why there is none. Where connecting takes too long there is a
  /// broker that hangs, and starting another one is no help.
  private HttpConnection connected(Duration time) throws IOException {
    long giveUp = System.nanoTime() + time.toNanos();
    for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      Duration left = left(giveUp);
      SocketChannel channel = open();
      try (Watchdog watchdog = watchdogs.over(channel, left)) {
        return connect(channel, watchdog);
      } catch (IOException e) {
        channel.close();
        if (!isQueueFull(e)) {
          throw e;
        }
        if (System.nanoTime() - giveUp >= 0) {
          throw hangs(e);
        }
      } catch (RuntimeException e) {
        channel.close();
        throw e;
      }
      pause(Math.min(pause, left.toMillis() + 1));
    }
  }

  private HttpConnection connect(SocketChannel channel, Watchdog watchdog) throws IOException {
    try {
      channel.connect(socketAddress());
    } catch (IOException e) {
      if (watchdog.isExpired()) {
        throw hangs(e);
      }
      throw e;
    }
    if (address instanceof Tcp) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    connects.incrementAndGet();
    started.set(0);
    return new HttpConnection(channel);
  }

  private static Duration left(long giveUp) {
    return Duration.ofNanos(Math.max(giveUp - System.nanoTime(), MIN_CONNECT_NS));
  }

  /// What Linux says on a virtual thread where others would wait: the broker is there, and as many
  /// as it lets queue are waiting for it.
  private static boolean isQueueFull(IOException e) {
    return String.valueOf(e.getMessage()).contains("Resource temporarily unavailable");
  }

  private BrokerUnavailableException hangs(IOException e) {
    return BrokerUnavailableException.notSent(
        "The broker at " + address + " takes no connections; if that lasts, end its process.", e);
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixSocket
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private SocketAddress socketAddress() throws IOException {
    if (address instanceof Tcp(URI uri, var token)) {
      return new InetSocketAddress(InetAddress.getByName(uri.getHost()), port(uri));
    }
    return UnixDomainSocketAddress.of(((UnixSocket) address).path());
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
  }

  private static boolean isForbidden(IOException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("Permission denied") || text.contains("Operation not permitted");
  }

  private BrokerUnavailableException unavailable(IOException e) {
    if (isForbidden(e)) {
      return BrokerUnavailableException.notSent(
          "Connecting to the broker at "
              + address
              + " was forbidden. Within Codex's sandbox shell commands cannot reach Unix sockets:"
              + " use the MCP tools instead, or run this outside the sandbox. Else see who owns the"
              + " socket.",
          e);
    }
    String advice =
        starter.equals(BrokerStarter.NONE)
            ? "start it with `peers broker`"
            : "it was started and did not come up; its log says why";
    return BrokerUnavailableException.notSent(
        "Broker is not running (nobody answers at " + address + "); " + advice + ".", e);
  }
}
