package dev.peers.cli.doctor;

import dev.peers.cli.daemon.PrivateBroker;
import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.PeerEvent;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Lets two peers exchange a message over a real socket and a real database, which are gone
/// afterwards: in the user's own, the message would stay in the history.
final class SelfTest {
  private static final String TEXT = "a message of peers doctor";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private SelfTest() {}

  static List<Finding> run(Patient patient) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "peers-doctor-");
    Settings settings = Settings.of(Map.of("HOME", folder.toString()));
    try {
      Files.createDirectories(folder.resolve(".claude/run"));
      try (PrivateBroker _ = PrivateBroker.start(settings, patient.version());
          Broker remote =
              RemoteBroker.to(
                  BrokerAddress.of(settings), BrokerStarter.NONE, settings.clientTimings())) {
        return List.of(Finding.ok("self-test", exchange(remote)));
      }
    } catch (RuntimeException e) {
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      return List.of(
          Finding.broken(
              "self-test", "a message did not get through: " + cause, "install peers again"));
    } finally {
      FileChecks.deleteAll(List.of(folder));
    }
  }

  private static String exchange(Broker broker) {
    Caller receiver = enter(broker, "receiver");
    CompletableFuture<PeerEvent.MessageArrived> pushed = new CompletableFuture<>();
    var stream =
        value(
                broker.subscribe(
                    new SubscribeRequest(receiver, Optional.empty()),
                    event -> {
                      if (event instanceof PeerEvent.MessageArrived arrived) {
                        pushed.complete(arrived);
                      }
                    }))
            .orThrow();
    Caller sender = enter(broker, "sender");
    long begin = System.nanoTime();
    value(broker.send(SendRequest.of(sender, receiver.ref(), TEXT))).orThrow();
    long stored = System.nanoTime();
    long id = value(pushed).envelope().message().id();
    long arrived = System.nanoTime();
    value(broker.acknowledge(receiver, List.of(id))).orThrow();
    long read = System.nanoTime();
    stream.close();
    return "a message was on disk after %s ms, pushed after %s ms and acknowledged after %s ms"
        .formatted(millis(stored - begin), millis(arrived - begin), millis(read - begin));
  }

  private static Caller enter(Broker broker, String name) {
    RegisterRequest request =
        RegisterRequest.of(ProcessHandle.current().pid(), "/" + name, ClientType.CLI)
            .withThread("doctor-" + name);
    return value(broker.register(request)).orThrow().caller();
  }

  private static <T> T value(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static String millis(long nanos) {
    return Long.toString(nanos / 1_000_000) + "." + nanos / 100_000 % 10;
  }
}
