package dev.peers.testkit;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.core.port.Scheduler;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The brokers of a [TestNetwork], one after the other on the same store.
final class BrokerHost {
  private final FaultyStore store;
  private final Scheduler scheduler;
  private final UnaryOperator<Peers.Builder> parts;
  private final UnaryOperator<Broker> way;
  private final SequentialIds ids = new SequentialIds();
  private Optional<Life> life = Optional.empty();

  /// One broker from its start to its end.
  ///
  /// @param network the broker itself
  /// @param reached the way by which it is reached
  private record Life(Broker network, Broker reached, BorrowedScheduler scheduler) {}

  BrokerHost(
      FaultyStore store,
      Scheduler scheduler,
      UnaryOperator<Peers.Builder> parts,
      UnaryOperator<Broker> way) {
    this.store = store;
    this.scheduler = scheduler;
    this.parts = parts;
    this.way = way;
  }

  Optional<Broker> broker() {
    return life.map(Life::reached);
  }

  void start() {
    if (life.isPresent()) {
      throw new IllegalStateException("a broker is running");
    }
    BorrowedScheduler own = new BorrowedScheduler(scheduler);
    Peers.Builder builder =
        Peers.builder().store(store).ids(ids).scheduler(own).version("test").writer(Runnable::run);
    Broker network = parts.apply(builder).open();
    life = Optional.of(new Life(network, way.apply(network), own));
  }

  /// Stops the broker in order. Whoever hears of it does not find it any more.
  void stop() {
    Optional<Life> ending = life;
    life = Optional.empty();
    ending.ifPresent(
        ended -> {
          ended.reached.close();
          ended.network.close();
        });
    store.reopen();
  }

  /// Forgets the broker: nothing that it had begun goes on, and nobody is told.
  void crash() {
    life.ifPresent(crashed -> crashed.scheduler.close());
    life = Optional.empty();
    store.close();
    store.reopen();
  }
}
