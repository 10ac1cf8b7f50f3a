package dev.peers.testkit;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.port.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// A way to a broker on which requests, answers and event streams meet with faults as a test says.
///
/// ```java
/// FaultyBroker link = FaultyBroker.over(broker, scheduler);
/// link.on(BrokerOperation.SEND).nth(2).dropAnswer();
/// link.on().withChance(0.1).delayRequest(Duration.ofMillis(50));
/// ```
///
/// Faults add up; the first that applies to a request decides, and one such broker can stand over
/// another. Safe from any thread.
public final class FaultyBroker extends ForwardingBroker {
  private final Supplier<Optional<Broker>> target;
  private final Scheduler scheduler;
  private final Random random;
  private final Occasion.Rules<BrokerOperation, BrokerFault> rules = new Occasion.Rules<>();
  private final List<FaultyStream> streams = new CopyOnWriteArrayList<>();
  private volatile Optional<Partition> partition = Optional.empty();

  FaultyBroker(Supplier<Optional<Broker>> target, Scheduler scheduler, Random random) {
    this.target = target;
    this.scheduler = scheduler;
    this.random = random;
  }

  /// A way without faults so far, whose chance has the seed 0. Closing it closes the broker.
  ///
  /// @param scheduler runs what is delayed
  public static FaultyBroker over(Broker broker, Scheduler scheduler) {
    return over(broker, scheduler, 0);
  }

  /// A way without faults so far. Closing it closes the broker.
  ///
  /// @param scheduler runs what is delayed
  /// @param seed decides where [Occasion#withChance] strikes
  public static FaultyBroker over(Broker broker, Scheduler scheduler, long seed) {
    return new FaultyBroker(() -> Optional.of(broker), scheduler, new Random(seed));
  }

  /// Begins a fault at the requests of these kinds, or of any kind if none is named.
  public BrokerOccasion on(BrokerOperation... operations) {
    List<BrokerOperation> wanted = List.of(operations);
    return new BrokerOccasion(
        operation -> wanted.isEmpty() || wanted.contains(operation), random, rules::add);
  }

  /// From now on nothing passes, until [#heal].
  public void cut(Partition kind) {
    partition = Optional.of(kind);
    if (kind == Partition.REFUSED) {
      breakStreams();
    }
  }

  /// Everything passes again, except for what the faults of [#on] meet. Event streams that fell
  /// silent break.
  public void heal() {
    boolean wasSilent = partition.filter(Partition.SILENT::equals).isPresent();
    partition = Optional.empty();
    if (wasSilent) {
      breakStreams();
    }
  }

  /// No more faults, and no partition.
  public void behave() {
    rules.clear();
    heal();
  }

  public boolean isCut() {
    return partition.isPresent();
  }

  /// Breaks all event streams that were opened through this, on both sides.
  public void breakStreams() {
    streams.forEach(stream -> stream.breakOff("the connection was lost"));
  }

  /// Ends all event streams as the death of this side's process does: nobody here is told.
  void vanish() {
    streams.forEach(FaultyStream::close);
  }

  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    return forward(
        BrokerOperation.SUBSCRIBE,
        broker -> {
          FaultyStream stream =
              new FaultyStream(listener, () -> partition.isPresent(), streams::remove);
          streams.add(stream);
          return broker
              .subscribe(request, stream)
              .thenApply(stream::opened)
              .whenComplete((outcome, failure) -> stream.closeAfter(Optional.ofNullable(failure)));
        });
  }

  @Override
  public void close() {
    target.get().ifPresent(Broker::close);
  }

  @Override
  protected <T> CompletionStage<T> forward(
      BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
    Optional<BrokerFault> fault = rules.at(operation);
    if (partition.isPresent()) {
      return partition.get() == Partition.REFUSED
          ? refused("the way to the broker is cut")
          : new CompletableFuture<>();
    }
    return fault.isPresent() ? met(fault.get(), request) : reach(request);
  }

  private <T> CompletionStage<T> met(
      BrokerFault fault, Function<Broker, CompletionStage<T>> request) {
    return switch (fault) {
      case BrokerFault.Refuse() -> refused("this request is refused, as the test wanted");
      case BrokerFault.DropRequest() -> new CompletableFuture<>();
      case BrokerFault.DropAnswer() -> {
        reach(request);
        yield new CompletableFuture<>();
      }
      case BrokerFault.BreakOff() -> {
        reach(request);
        String text = "the connection broke before the answer, as the test wanted";
        yield CompletableFuture.failedFuture(
            BrokerUnavailableException.noAnswer(text, new IOException(text)));
      }
      case BrokerFault.Duplicate() -> {
        CompletionStage<T> first = reach(request);
        reach(request);
        yield first;
      }
      case BrokerFault.Delay(Duration before, Duration after) -> delayed(request, before, after);
    };
  }

  private <T> CompletionStage<T> delayed(
      Function<Broker, CompletionStage<T>> request, Duration before, Duration after) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable ask =
        () ->
            reach(request)
                .whenComplete(
                    (value, failure) -> {
                      Runnable tell =
                          () ->
                              complete(
                                  answer, Optional.ofNullable(value), Optional.ofNullable(failure));
                      later(after, tell);
                    });
    later(before, ask);
    return answer;
  }

  private static <T> void complete(
      CompletableFuture<T> answer, Optional<T> value, Optional<Throwable> failure) {
    value.ifPresent(answer::complete);
    failure.ifPresent(answer::completeExceptionally);
  }

  private void later(Duration delay, Runnable task) {
    if (delay.isZero()) {
      task.run();
    } else {
      scheduler.after(delay, task);
    }
  }

  private <T> CompletionStage<T> reach(Function<Broker, CompletionStage<T>> request) {
    return target.get().map(request).orElseGet(() -> refused("no broker is running"));
  }

  private static <T> CompletionStage<T> refused(String text) {
    return CompletableFuture.failedFuture(
        BrokerUnavailableException.notSent(text, new IOException(text)));
  }
}
