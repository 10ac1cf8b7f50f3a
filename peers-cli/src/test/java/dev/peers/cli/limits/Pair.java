package dev.peers.cli.limits;

import dev.peers.cli.Sandbox;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.ClientTimings;
import dev.peers.protocol.RemoteBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Two peers that behave well: one writes, the other reads and acknowledges.
final class Pair implements AutoCloseable {
  private final RemoteBroker broker;
  private final Registration writer;
  private final Registration reader;
  private int sent;

  Pair(Sandbox sandbox, long pid) {
    broker =
        RemoteBroker.to(
            new BrokerAddress.UnixSocket(sandbox.socket()),
            BrokerStarter.NONE,
            ClientTimings.DEFAULTS.withAnswer(Sandbox.PATIENCE));
    writer = register(pid, "/work/writer");
    reader = register(pid, "/work/reader");
  }

  private Registration register(long pid, String cwd) {
    return get(broker.register(RegisterRequest.of(pid, cwd, ClientType.CODEX))).orThrow();
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(Sandbox.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the well-behaved pair was not served", e);
    }
  }

  /// Sends one message, reads it and acknowledges it; says how long that took.
  Duration exchange() {
    long start = System.nanoTime();
    String text = "message " + sent++;
    get(broker.send(SendRequest.of(writer.caller(), reader.peer().id().value(), text))).orThrow();
    List<Envelope> mail = get(broker.fetch(reader.caller())).orThrow();
    if (mail.size() != 1 || !mail.getFirst().message().text().equals(text)) {
      throw new AssertionError("expected '" + text + "' alone, not " + mail);
    }
    get(broker.acknowledge(reader.caller(), List.of(mail.getFirst().message().id()))).orThrow();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// The median time of some exchanges.
  Duration median(int exchanges) {
    return java.util.stream.Stream.generate(this::exchange)
        .limit(exchanges)
        .sorted()
        .skip(exchanges / 2)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    broker.close();
  }
}
