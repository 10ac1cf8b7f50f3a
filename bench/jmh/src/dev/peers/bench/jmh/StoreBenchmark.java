package dev.peers.bench.jmh;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.sqlite.SqlitePeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A message's way to the disk and off the list of the unread, one by one and 32 in a transaction.
/// The temporary folder (`java.io.tmpdir`) says which disk.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StoreBenchmark {
  private static final PeerId ALICE = new PeerId("a11ce000");
  private static final PeerId BOB = new PeerId("b0b00000");
  private static final String TEXT = "x".repeat(200);

  @Param({"1", "32"})
  public int inOneTransaction;

  private Path folder;
  private PeerStore store;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("peers-jmh");
    store = SqlitePeerStore.open(folder.resolve("peers.db"));
  }

  @TearDown
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public int appendAndAcknowledge() {
    Instant now = Instant.now();
    List<Long> ids =
        store.write(
            transaction -> {
              List<Long> appended = new ArrayList<>();
              for (int i = 0; i < inOneTransaction; i++) {
                Message message = transaction.append(draft(now));
                appended.add(message.id());
              }
              return appended;
            });
    return store.write(transaction -> transaction.acknowledge(BOB, ids, now)).size();
  }

  private static Draft draft(Instant now) {
    return new Draft(ALICE, BOB, TEXT, now, Optional.empty(), true, Optional.empty());
  }
}
