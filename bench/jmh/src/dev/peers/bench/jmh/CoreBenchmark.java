package dev.peers.bench.jmh;

import dev.peers.core.Broker;
import dev.peers.core.Limits;
import dev.peers.core.ListRequest;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.testkit.InMemoryPeerStore;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What the core answers from memory: no disk, no socket, no JSON.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoreBenchmark {
  @Param({"10", "100", "1000"})
  public int peers;

  private Broker broker;
  private Registration someone;

  @Setup
  public void start() {
    broker =
        Peers.builder()
            .store(new InMemoryPeerStore())
            .limits(
                Limits.DEFAULTS.withRequestsPerMinute(1_000_000_000).withPeers(Math.max(peers, 10)))
            .open();
    for (int i = 0; i < peers; i++) {
      someone = now(broker.register(RegisterRequest.program("peer-" + i, "/srv/" + i))).orThrow();
    }
  }

  @TearDown
  public void stop() {
    broker.close();
  }

  @Benchmark
  public Object heartbeat() {
    return now(broker.heartbeat(someone.caller()));
  }

  @Benchmark
  public Object fetchNothing() {
    return now(broker.fetch(someone.caller()));
  }

  @Benchmark
  public Object list() {
    return now(broker.list(ListRequest.MACHINE));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
