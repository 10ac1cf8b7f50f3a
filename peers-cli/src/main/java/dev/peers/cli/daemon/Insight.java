package dev.peers.cli.daemon;

import dev.peers.core.Broker;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.Wake;
import dev.peers.protocol.BrokerInsight;
import dev.peers.protocol.BrokerStatus;
import dev.peers.protocol.Management;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// What this broker's process tells of itself.
final class Insight implements BrokerInsight {
  private final Settings settings;
  private final String version;
  private final Management management;
  private final Broker broker;
  private final Counters counters;
  private final Supplier<List<String>> listening;
  private final IntSupplier connections;
  private final Instant startedAt = Instant.now();

  Insight(
      Settings settings,
      String version,
      Management management,
      Broker broker,
      Counters counters,
      Supplier<List<String>> listening,
      IntSupplier connections) {
    this.settings = settings;
    this.version = version;
    this.management = management;
    this.broker = broker;
    this.counters = counters;
    this.listening = listening;
    this.connections = connections;
  }

  @Override
  public CompletionStage<BrokerStatus> status() {
    return broker.list(ListRequest.MACHINE).thenApply(this::status);
  }

  private BrokerStatus status(List<PeerStatus> peers) {
    return new BrokerStatus(
        version,
        ProcessHandle.current().pid(),
        startedAt,
        management,
        listening.get(),
        settings.database().toString(),
        databaseBytes(),
        peers.size(),
        peers.stream().mapToLong(PeerStatus::unread).sum(),
        Math.toIntExact(peers.stream().filter(PeerStatus::connected).count()),
        connections.getAsInt(),
        counters.now());
  }

  private long databaseBytes() {
    Path database = settings.database();
    return size(database) + size(database.resolveSibling(database.getFileName() + "-wal"));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void onWake(Wake wake) {
    counters.add(wake.status());
  }
}
