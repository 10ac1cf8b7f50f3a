package dev.peers.core.session;

import dev.peers.core.Subscription;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// A subscriber that takes everything at once, until it is closed.
final class Listener<T> implements Flow.Subscriber<T>, Subscription {
  private final Consumer<? super T> consumer;
  private Optional<Flow.Subscription> source = Optional.empty();
  private boolean closed;

  Listener(Consumer<? super T> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    boolean late;
    synchronized (this) {
      source = Optional.of(subscription);
      late = closed;
    }
    if (late) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(T item) {
    consumer.accept(item);
  }

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    Optional<Flow.Subscription> open;
    synchronized (this) {
      closed = true;
      open = source;
    }
    open.ifPresent(Flow.Subscription::cancel);
  }
}
