package dev.peers.testkit;

import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.Subscription;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One event stream through a [FaultyBroker].
final class FaultyStream implements EventListener, Subscription {
  private final EventListener listener;
  private final BooleanSupplier silent;
  private final Consumer<FaultyStream> gone;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<Subscription> beneath = Optional.empty();

  FaultyStream(EventListener listener, BooleanSupplier silent, Consumer<FaultyStream> gone) {
    this.listener = listener;
    this.silent = silent;
    this.gone = gone;
  }

  Outcome<Subscription> opened(Outcome<Subscription> outcome) {
    if (outcome instanceof Outcome.Done<Subscription>(Subscription subscription)) {
      beneath = Optional.of(subscription);
      if (ended.get()) {
        subscription.close();
      }
    } else {
      end();
    }
    return outcome.map(subscription -> this);
  }

  void closeAfter(Optional<Throwable> failure) {
    failure.ifPresent(cause -> close());
  }

  @Override
  public void onEvent(PeerEvent event) {
    if (!ended.get() && !silent.getAsBoolean()) {
      listener.onEvent(event);
    }
  }

  @Override
  public void onEnd(String reason) {
    // Whoever is cut off without a word learns of the end when the partition heals.
    if (!silent.getAsBoolean() && end()) {
      listener.onEnd(reason);
    }
  }

  /// The connection breaks: both sides lose the stream, and this side notices.
  void breakOff(String reason) {
    if (end()) {
      beneath.ifPresent(Subscription::close);
      listener.onEnd(reason);
    }
  }

  @Override
  public void close() {
    if (end()) {
      beneath.ifPresent(Subscription::close);
    }
  }

  private boolean end() {
    gone.accept(this);
    return ended.compareAndSet(false, true);
  }
}
