package dev.peers.cli.doctor;

import dev.peers.cli.daemon.PrivateBroker;
import dev.peers.core.Broker;
import dev.peers.core.BrokerHealth;
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

/// Lets two peers exchange a message: through the broker that clients use, as probes, which leave
/// no trace there and which nobody notices, or else through one of its own.
final class SelfTest {
  private static final String TEXT = "a message of peers doctor";

  private final Broker broker;
  private final Duration patience;

  private SelfTest(Broker broker, Duration patience) {
    this.broker = broker;
    this.patience = patience;
  }

  static List<Finding> run(Patient patient) throws IOException {
    return switch (patient.live()) {
      case Live.Answering(BrokerHealth health) ->
          // Only of the own version is it known that it knows probes.
          health.version().equals(patient.version())
              ? live(patient, health)
              : alone(patient, "as the one that runs is of another version");
      case Live.Absent _ -> alone(patient, "as none runs");
      default -> alone(patient, "as that of the clients does not answer");
    };
  }

  private static List<Finding> live(Patient patient, BrokerHealth health) {
    try {
      String times = exchange(patient.settings(), patient.settings().doctorPatience());
      return List.of(
          Finding.ok(
              "self-test", "through the broker that clients use, process " + health.pid() + times));
    } catch (RuntimeException e) {
      return List.of(
          Finding.broken(
              "self-test",
              "a message did not get through the broker that clients use: " + cause(e),
              "see 'peers logs'; after 'peers kill-broker' clients start another one"));
    }
  }

  private static List<Finding> alone(Patient patient, String why) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "peers-doctor-");
    Settings settings = Settings.of(Map.of("HOME", folder.toString()));
    try {
      Files.createDirectories(folder.resolve(".claude/run"));
      try (PrivateBroker _ = PrivateBroker.start(settings, patient.version())) {
        String times = exchange(settings, patient.settings().doctorPatience());
        return List.of(Finding.ok("self-test", "through a broker of its own, " + why + times));
      }
    } catch (RuntimeException e) {
      return List.of(
          Finding.broken(
              "self-test",
              "a message did not get through a broker of its own: " + cause(e),
              "install peers again"));
    } finally {
      FileChecks.deleteAll(List.of(folder));
    }
  }

  private static Throwable cause(RuntimeException e) {
    return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
  }

  private static String exchange(Settings settings, Duration patience) {
    try (Broker remote =
        RemoteBroker.to(BrokerAddress.of(settings), BrokerStarter.NONE, settings.clientTimings())) {
      return new SelfTest(remote, patience).exchange();
    }
  }

  private String exchange() {
    Caller receiver = enter("receiver");
    try {
      Caller sender = enter("sender");
      try {
        return exchange(sender, receiver);
      } finally {
        leave(sender);
      }
    } finally {
      leave(receiver);
    }
  }

  private String exchange(Caller sender, Caller receiver) {
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
    try {
      long begin = System.nanoTime();
      value(broker.send(SendRequest.of(sender, receiver.ref(), TEXT))).orThrow();
      long stored = System.nanoTime();
      long id = value(pushed).envelope().message().id();
      long arrived = System.nanoTime();
      value(broker.acknowledge(receiver, List.of(id))).orThrow();
      long read = System.nanoTime();
      return ": a message was on disk after %s ms, pushed after %s ms and acknowledged after %s ms"
          .formatted(millis(stored - begin), millis(arrived - begin), millis(read - begin));
    } finally {
      stream.close();
    }
  }

  private Caller enter(String name) {
    RegisterRequest request =
        RegisterRequest.of(ProcessHandle.current().pid(), "/peers-doctor-" + name, ClientType.PROBE)
            .withThread("doctor-" + name);
    return value(broker.register(request)).orThrow().caller();
  }

  /// What goes wrong here is told by what went wrong before; the broker notices by itself that this
  /// process is gone.
  private void leave(Caller probe) {
    try {
      value(broker.unregister(probe));
    } catch (CompletionException e) {
      return;
    }
  }

  private <T> T value(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private static String millis(long nanos) {
    return Long.toString(nanos / 1_000_000) + "." + nanos / 100_000 % 10;
  }
}
