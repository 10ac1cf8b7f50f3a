package dev.peers.cli.hook;

import dev.peers.core.Broker;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `peers hook`. It ends with 0 whatever happens: clients take other exit codes for a wish to stop
/// the agent or to throw the user's prompt away.
public final class HookCommand {
  static final int MAX_PAYLOAD = 1 << 20;

  /// A client is held up for two seconds at most; the rest of it is for the JVM to start and to
  /// end.
  private static final Duration PATIENCE = Duration.ofMillis(1_400);

  /// Time for taking note of what was said, however late it was said.
  private static final Duration LEAST_NOTE = Duration.ofMillis(100);

  private static final Duration LEAST_PATIENCE = Duration.ofMillis(300);

  /// From the start of the process to the end of all waiting.
  private static final Duration IN_ALL = Duration.ofMillis(1_700);

  private final Harness harness;
  private final Map<String, String> env;
  private final Broker broker;
  private final Settings settings;
  private final Supplier<List<Long>> ancestors;
  private final Duration patience;
  private final HookLog log;

  /// What is printed if nothing else is known in time.
  private volatile String silence = "";

  HookCommand(
      Harness harness,
      Map<String, String> env,
      Broker broker,
      Settings settings,
      Supplier<List<Long>> ancestors,
      Duration patience) {
    this.harness = harness;
    this.env = env;
    this.broker = broker;
    this.settings = settings;
    this.ancestors = ancestors;
    this.patience = patience;
    this.log = HookLog.of(settings);
  }

  /// Runs the hook against the broker that the environment means. None is started, and settings
  /// that are wrong make a silent hook too. Threads may be left behind that wait for input that
  /// never comes: the process should end.
  ///
  /// @return 0
  public static int run(Harness harness, InputStream in, PrintStream out, Map<String, String> env) {
    try {
      Settings settings = Settings.of(env);
      try (Broker broker =
          RemoteBroker.to(
              BrokerAddress.of(settings), BrokerStarter.NONE, settings.clientTimings())) {
        return new HookCommand(harness, env, broker, settings, Agent::ancestors, patienceLeft())
            .run(in, out);
      }
    } catch (RuntimeException | LinkageError e) {
      // Without settings there is no log. Classes are missing while an update replaces the jars.
      return 0;
    }
  }

  /// Runs the hook against this broker, which stays open.
  ///
  /// @return 0
  public static int run(
      Harness harness,
      InputStream in,
      PrintStream out,
      Map<String, String> env,
      Broker broker,
      Settings settings) {
    return new HookCommand(harness, env, broker, settings, Agent::ancestors, PATIENCE).run(in, out);
  }

  /// Less on a busy machine, where the JVM took long to start.
  private static Duration patienceLeft() {
    Duration left =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> IN_ALL.minus(Duration.between(start, Instant.now())))
            .orElse(PATIENCE);
    if (left.compareTo(LEAST_PATIENCE) < 0) {
      return LEAST_PATIENCE;
    }
    return left.compareTo(PATIENCE) > 0 ? PATIENCE : left;
  }

  int run(InputStream in, PrintStream out) {
    Deadline deadline = Deadline.in(patience);
    Reply reply = inTime(in, deadline);
    if (!reply.json().isEmpty()) {
      byte[] line = (reply.json() + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(line, 0, line.length);
      out.flush();
      if (out.checkError()) {
        reply.unsaid().run();
        log.add(harness, "the output was not taken");
      } else {
        reply.said().accept(deadline.atLeastIn(LEAST_NOTE));
      }
    }
    return 0;
  }

  /// The reply, or silence when time is up. Only here is anything printed, so that nothing comes
  /// late or in half.
  private Reply inTime(InputStream in, Deadline deadline) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("peers-hook").start(() -> work(in, deadline, reply));
    try {
      return reply.get(patience.toMillis() + 100, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.add(harness, "not done in time");
    } catch (ExecutionException e) {
      log.add(harness, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.plain(silence);
  }

  private void work(InputStream in, Deadline deadline, CompletableFuture<Reply> reply) {
    try {
      HookPayload payload = HookPayload.parse(read(in));
      silence = harness.silence(payload.event());
      reply.complete(hook(deadline).reply(payload));
    } catch (Throwable e) {
      reply.completeExceptionally(e);
    }
  }

  private Hook hook(Deadline deadline) {
    MarkerFolder markers = MarkerFolder.of(settings);
    Consumer<String> logged = text -> log.add(harness, text);
    MailShow show = new MailShow(broker, markers, settings.hookMailChars(), logged, deadline);
    return new Hook(harness, broker, env, ancestors, markers, show, logged, deadline);
  }

  /// What is too long is read to its end as well: a client that cannot write reports a failed hook.
  private static byte[] read(InputStream in) throws IOException {
    byte[] payload = in.readNBytes(MAX_PAYLOAD + 1);
    if (payload.length <= MAX_PAYLOAD) {
      return payload;
    }
    byte[] rest = payload;
    while (in.read(rest) >= 0) {
      // Nobody wants it.
    }
    throw new IllegalArgumentException("the payload is larger than " + MAX_PAYLOAD + " bytes");
  }
}
