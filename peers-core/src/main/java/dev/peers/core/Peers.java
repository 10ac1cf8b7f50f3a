package dev.peers.core;

import dev.peers.core.internal.NetworkComponent;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.port.Activities;
import dev.peers.core.port.Ids;
import dev.peers.core.port.Notifier;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.Repositories;
import dev.peers.core.port.Scheduler;
import dev.peers.core.port.UnreadMarks;
import dev.peers.core.system.GitRepositories;
import dev.peers.core.system.SystemIds;
import dev.peers.core.system.SystemProcesses;
import dev.peers.core.system.ThreadScheduler;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Makes a peers network in this process.
///
/// ```java
/// try (Broker broker = Peers.builder().store(store).open()) {
///   Registration me =
///       broker.register(RegisterRequest.of(pid, "/work", ClientType.CLI))
///           .toCompletableFuture().join().orThrow();
/// }
/// ```
///
/// Two networks in one JVM do not meet, unless they share a store, which they must not.
public final class Peers {
  private Peers() {}

  public static Builder builder() {
    return new Builder();
  }

  /// What a network is made of. Everything but the store has a default that works on the real
  /// machine. Not thread-safe.
  public static final class Builder {
    private static final int READERS = 4;
    private static final int READER_REST_SECONDS = 10;

    private Optional<PeerStore> store = Optional.empty();
    private Supplier<ProcessInspector> processes = SystemProcesses::inspector;
    private Supplier<Scheduler> scheduler = ThreadScheduler::new;
    private Notifier notifier =
        (endpoint, text) -> CompletableFuture.completedFuture(WakeStatus.FAILED);
    private UnreadMarks marks = UnreadMarks.NONE;
    private Activities activities = Activities.NONE;
    private Repositories repositories = new GitRepositories();
    private Ids ids = new SystemIds();
    private Clock clock = Clock.systemUTC();
    private Limits limits = Limits.DEFAULTS;
    private String version = "";
    private Optional<Executor> executor = Optional.empty();

    private Builder() {}

    /// Where peers and messages are kept. The network owns it from [#open()] on, and closes it.
    public Builder store(PeerStore newStore) {
      store = Optional.of(newStore);
      return this;
    }

    public Builder processes(ProcessInspector newProcesses) {
      processes = () -> newProcesses;
      return this;
    }

    /// How the broker itself wakes agents; by default it cannot.
    public Builder notifier(Notifier newNotifier) {
      notifier = newNotifier;
      return this;
    }

    /// Where it is shown that mail waits; by default nowhere.
    public Builder marks(UnreadMarks newMarks) {
      marks = newMarks;
      return this;
    }

    /// Where it is known what agents are at; by default nowhere.
    public Builder activities(Activities newActivities) {
      activities = newActivities;
      return this;
    }

    public Builder repositories(Repositories newRepositories) {
      repositories = newRepositories;
      return this;
    }

    public Builder ids(Ids newIds) {
      ids = newIds;
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /// Runs what comes later. The network owns it from [#open()] on, and closes it.
    public Builder scheduler(Scheduler newScheduler) {
      scheduler = () -> newScheduler;
      return this;
    }

    /// Runs the work on the store. By default writes have a thread of their own and reads have a
    /// few; `Runnable::run` keeps everything on the thread that asks.
    public Builder writer(Executor newExecutor) {
      executor = Optional.of(newExecutor);
      return this;
    }

    public Builder limits(Limits newLimits) {
      limits = newLimits;
      return this;
    }

    /// What the network says its version is.
    public Builder version(String newVersion) {
      version = newVersion;
      return this;
    }

    /// Starts the network.
    ///
    /// @throws IllegalStateException if no store was given
    /// @throws StoreException if the store cannot be read
    public Broker open() {
      PeerStore opened =
          store.orElseThrow(
              () ->
                  new IllegalStateException(
                      "a network needs a store, such as SqlitePeerStore.open(file) of"
                          + " peers-sqlite"));
      return executor.isPresent()
          ? open(opened, executor.get(), executor.get(), () -> {})
          : openWithThreads(opened);
    }

    private Broker openWithThreads(PeerStore opened) {
      ExecutorService writing =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().name("peers-writer").daemon().factory());
      ExecutorService reading = readers();
      return open(
          opened,
          writing,
          reading,
          () -> {
            writing.close();
            reading.close();
          });
    }

    /// Few, and no virtual ones: what many at once read would have to be held, and a virtual thread
    /// that waits for its turn on a processor can hold up whoever it owes a lock.
    private static ExecutorService readers() {
      ThreadPoolExecutor readers =
          new ThreadPoolExecutor(
              READERS,
              READERS,
              READER_REST_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform().name("peers-reader-", 1).daemon().factory());
      readers.allowCoreThreadTimeOut(true);
      return readers;
    }

    private Broker open(
        PeerStore opened, Executor writing, Executor reading, Runnable closeThreads) {
      return NetworkComponent.factory()
          .of(
              opened,
              processes.get(),
              notifier,
              marks,
              activities,
              repositories,
              ids,
              clock,
              scheduler.get(),
              limits,
              version,
              writing,
              reading,
              closeThreads)
          .broker();
    }
  }
}
