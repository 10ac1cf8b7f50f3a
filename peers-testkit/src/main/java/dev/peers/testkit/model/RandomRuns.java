package dev.peers.testkit.model;

import dev.peers.core.Broker;
import dev.peers.core.port.PeerStore;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.TestNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Drives networks through thousands of random steps: agents join, send, read, acknowledge, crash
/// and come back, brokers and stores die, requests and answers get lost, time passes. After each
/// step the network is held against a simple model of what it promises: nothing is lost or
/// invented, mail of each pair keeps its order, nothing is called read that was not acknowledged,
/// counts are right, names are unique, who comes back is who it was. At the end everything has
/// arrived.
///
/// ```java
/// RandomRuns.steps(10_000).seed(1).check();
/// ```
///
/// A failure names the broken promise, the seed, and the smallest script that still breaks it,
/// which [#replay] runs again.
public final class RandomRuns {
  /// So many steps make one run.
  private static final int RUN = 250;

  private final int steps;
  private long seed;
  private Duration time = Duration.ofDays(1);
  private Supplier<Supplier<? extends PeerStore>> stores = () -> new InMemoryPeerStore()::reopen;
  private UnaryOperator<Broker> way = broker -> broker;

  private RandomRuns(int steps) {
    this.steps = steps;
  }

  /// Runs of so many steps altogether, with the seeds 0, 1 and so on, on stores in memory.
  public static RandomRuns steps(int steps) {
    return new RandomRuns(steps);
  }

  /// The seed of the first run; each one after it takes the next.
  public RandomRuns seed(long first) {
    seed = first;
    return this;
  }

  /// The stores under test.
  ///
  /// @param perRun called once for each run; what it returns opens the store of that run, again and
  ///   again as brokers come and go. At first it is empty.
  public RandomRuns stores(Supplier<Supplier<? extends PeerStore>> perRun) {
    stores = perRun;
    return this;
  }

  /// Puts something between the agents and the broker, which must answer on the thread that asks.
  public RandomRuns through(UnaryOperator<Broker> newWay) {
    way = newWay;
    return this;
  }

  /// Begins no further run after so long, however many steps are left.
  public RandomRuns within(Duration newTime) {
    time = newTime;
    return this;
  }

  /// Runs.
  ///
  /// @throws AssertionError if a promise is broken
  public void check() {
    long end = System.nanoTime() + time.toNanos();
    for (int done = 0; done < steps && System.nanoTime() < end; done += RUN) {
      long runSeed = seed + done / RUN;
      List<Step> script = StepGenerator.script(runSeed, Math.min(RUN, steps - done));
      Optional<ScriptRun.Failure> failure = run(script, runSeed);
      if (failure.isPresent()) {
        throw broken(script, runSeed, failure.get());
      }
    }
  }

  /// Runs one script, as a failure printed it.
  ///
  /// @param script one step a line
  /// @throws AssertionError if a promise is broken
  public void replay(String script) {
    List<Step> parsed = script.lines().filter(line -> !line.isBlank()).map(Step::parse).toList();
    Optional<ScriptRun.Failure> failure = run(parsed, seed);
    if (failure.isPresent()) {
      throw report(parsed, parsed.size(), seed, failure.get());
    }
  }

  private Optional<ScriptRun.Failure> run(List<Step> script, long runSeed) {
    return ScriptRun.of(
        script, TestNetwork.builder().seed(runSeed).store(stores.get()).through(way));
  }

  private AssertionError broken(List<Step> script, long runSeed, ScriptRun.Failure first) {
    Promise promise = first.broken().promise();
    List<Step> smallest =
        Shrinker.shrink(
            script,
            candidate ->
                run(candidate, runSeed)
                    .filter(failure -> failure.broken().promise() == promise)
                    .isPresent());
    return report(smallest, script.size(), runSeed, run(smallest, runSeed).orElse(first));
  }

  private static AssertionError report(
      List<Step> script, int of, long runSeed, ScriptRun.Failure failure) {
    String lines = script.stream().map(step -> "    " + step + "\n").collect(Collectors.joining());
    return new AssertionError(
        "Broken promise: "
            + failure.broken().promise()
            + "\n  "
            + failure.broken().getMessage()
            + "\nSmallest script that breaks it ("
            + script.size()
            + " of "
            + of
            + " steps), for RandomRuns.steps(0).seed("
            + runSeed
            + ").replay:\n"
            + lines
            + "What happened:\n"
            + failure.log(),
        failure.broken());
  }
}
