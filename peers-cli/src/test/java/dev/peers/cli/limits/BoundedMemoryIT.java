package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that ask for more than there is, in every way: the broker's memory stays within what its
/// heap allows, and a pair that behaves well is served all the while.
class BoundedMemoryIT {
  /// The heap of 256 MiB, as much again for direct buffers, code and threads, and no more.
  private static final long MAX_RSS_KIB = 600 * 1024;

  private static final int EXCHANGES = 25;

  private final Sandbox sandbox =
      Sandbox.create()
          .with("CLAUDE_PEERS_VERIFIED_RATE", "100000")
          .with("CLAUDE_PEERS_RATE", "100000");
  private final List<SocketChannel> clients = new ArrayList<>();
  private Process broker;
  private Pair pair;
  private Duration quiet;

  @BeforeEach
  void start() {
    broker = sandbox.startBroker();
    pair = new Pair(sandbox, sandbox.start("sleep", "600").pid());
    pair.median(EXCHANGES);
    quiet = pair.median(EXCHANGES);
  }

  @AfterEach
  void end_everything() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    pair.close();
    sandbox.close();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(sandbox.socket()));
    clients.add(client);
    return client;
  }

  private SocketChannel say(String text) throws IOException {
    SocketChannel client = connect();
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return client;
  }

  private static String head(String path, int length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static String post(String path, String body) {
    return head(path, body.length()) + body;
  }

  private long rssKib() {
    return Sandbox.read(Path.of("/proc", Long.toString(broker.pid()), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  /// The pair goes on, and the broker has not grown beyond measure. How much slower the pair got is
  /// printed, for it depends on the machine.
  private void assertServed(String during) {
    Duration loaded = pair.median(EXCHANGES);
    long rss = rssKib();
    System.out.printf(
        "%s: the pair's median went from %d to %d us (x %.1f), RSS %d MiB%n",
        during,
        quiet.toNanos() / 1000,
        loaded.toNanos() / 1000,
        (double) loaded.toNanos() / quiet.toNanos(),
        rss / 1024);
    assertThat(broker.isAlive()).as(sandbox.err(broker)).isTrue();
    assertThat(rss).as("RSS in KiB").isLessThan(MAX_RSS_KIB);
    assertThat(Sandbox.read(sandbox.home().resolve(".local/state/peers/broker.log")))
        .doesNotContain("OutOfMemoryError");
  }

  @Test
  void a_thousand_idle_connections() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      connect();
    }
    assertServed("1,000 idle connections");
  }

  @Test
  void more_connections_than_allowed_are_told_so_and_leave_no_trace() throws IOException {
    List<SocketChannel> crowd = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      crowd.add(connect());
    }
    for (SocketChannel client : crowd) {
      client.close();
    }
    Awaitility.await()
        .atMost(Sandbox.PATIENCE)
        .untilAsserted(
            () -> assertThat(OwnerOnlyFilesIT.curl(sandbox, "/orphans", "{}").exitCode()).isZero());
    assertServed("after 1,200 connections at once");
  }

  @Test
  void slow_writers_and_half_open_connections() throws IOException {
    for (int i = 0; i < 200; i++) {
      say("POST /send-message HTTP/1.1\r\nHost: local");
      say("POST /send-message HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(15_000));
      say(head("/send-message", 50_000) + "{\"text\":\"");
      connect().shutdownOutput();
      SocketChannel large = say(head("/send-message", 1_000_000));
      large.configureBlocking(false);
      large.write(ByteBuffer.wrap(" ".repeat(200_000).getBytes(StandardCharsets.UTF_8)));
    }
    assertServed(
        "200 each of slow heads, large heads, slow bodies, half-open and large slow bodies");
  }

  @Test
  void readers_that_never_read() throws IOException {
    String text = "x".repeat(9_900);
    for (int i = 0; i < 16; i++) {
      say("GET /events?id=cli HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    String register = "{\"pid\":" + broker.pid() + ",\"cwd\":\"/w\",\"name\":\"lazy\"}";
    assertThat(OwnerOnlyFilesIT.curl(sandbox, "/register", register).out()).contains("lazy");
    for (int i = 0; i < 4; i++) {
      say("GET /events?id=lazy HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    SocketChannel sender = connect();
    for (int i = 0; i < 600; i++) {
      String message = "{\"from_id\":\"cli\",\"to_id\":\"lazy\",\"text\":\"" + text + "\"}";
      exchange(sender, post("/send-message", message));
    }
    // Large answers that nobody takes, from many connections at once.
    for (int i = 0; i < 300; i++) {
      say(post("/fetch-messages", "{\"id\":\"lazy\"}"));
    }
    assertServed("16 + 4 streams and 300 large answers that nobody reads");
  }

  @Test
  void a_flood_of_registrations_of_the_dead() throws Exception {
    flood("a flood of registrations of the dead", n -> 5_000_000 + n);
  }

  @Test
  void a_flood_of_registrations_of_the_living() throws Exception {
    long living = sandbox.start("sleep", "600").pid();
    flood("a flood of registrations of the living", n -> living);
  }

  /// Registers without end, and asks for all that is costly to answer.
  private void flood(String what, LongUnaryOperator pid) throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    List<Thread> flood = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SocketChannel client = connect();
      int number = i;
      flood.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; going.get(); n++) {
                      String cwd = "/flood/" + number + "/" + n + "/" + "d".repeat(2_000);
                      String peer = "{\"pid\":" + pid.applyAsLong(n) + ",\"cwd\":\"" + cwd + "\"}";
                      exchange(client, post("/register", peer));
                      exchange(
                          client, post("/list-peers", "{\"scope\":\"machine\",\"cwd\":\"/\"}"));
                      exchange(client, post("/orphans", "{}"));
                      exchange(client, post("/purge", "{}"));
                    }
                  }));
    }
    try {
      assertServed(what);
    } finally {
      going.set(false);
      for (Thread thread : flood) {
        thread.join();
      }
    }
  }

  /// Sends a request and reads its answer.
  private static void exchange(SocketChannel client, String request) {
    try {
      ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (out.hasRemaining()) {
        client.write(out);
      }
      StringBuilder answer = new StringBuilder();
      ByteBuffer in = ByteBuffer.allocate(1 << 16);
      while (!isWhole(answer)) {
        if (client.read(in.clear()) < 0) {
          return;
        }
        answer.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isWhole(StringBuilder answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = answer.substring(0, end);
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
    int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 15).split("\r", 2)[0].strip());
    return answer.length() >= end + 4 + length;
  }
}
