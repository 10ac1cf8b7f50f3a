package dev.peers.core.session;

import dev.peers.core.Broker;
import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.Registration;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.port.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one subscriber hears: an event stream that is opened again whenever it ends: after the last
/// message that was taken, so that none is missed and none comes twice. Who cannot take more lets
/// it rest; what is not taken stays with the broker. Thread-safe.
final class Feed<T> {
  private final Broker broker;
  private final Membership membership;
  private final Scheduler scheduler;
  private final SessionSettings settings;
  private final Function<PeerEvent, Optional<T>> choice;
  private final Outlet<T> outlet;
  private final Consumer<Feed<T>> onClose;
  private final Object lock = new Object();
  private Optional<Long> after;
  private Optional<Subscription> stream = Optional.empty();
  private boolean closed;
  private boolean resting;
  private int failures;

  /// Grows with every stream, so that nothing of an earlier one is heard any more.
  private long epoch;

  /// @param after the last message that is not wanted any more
  /// @param choice what of an event the subscriber wants, if anything
  Feed(
      Broker broker,
      Membership membership,
      Scheduler scheduler,
      SessionSettings settings,
      Optional<Long> after,
      Function<PeerEvent, Optional<T>> choice,
      Flow.Subscriber<? super T> subscriber,
      Consumer<Feed<T>> onClose) {
    this.broker = broker;
    this.membership = membership;
    this.scheduler = scheduler;
    this.settings = settings;
    this.after = after;
    this.choice = choice;
    this.outlet =
        new Outlet<>(subscriber, settings.listeners(), settings.buffer(), this::wake, this::cancel);
    this.onClose = onClose;
  }

  void start() {
    outlet.start();
    open();
  }

  /// Tells the subscriber that nothing more comes.
  void complete() {
    end();
    outlet.complete();
  }

  private void cancel() {
    end();
    onClose.accept(this);
  }

  private void open() {
    long mine;
    Optional<Long> from;
    synchronized (lock) {
      if (closed || resting) {
        return;
      }
      mine = ++epoch;
      from = after;
    }
    Registration self = membership.current();
    broker
        .subscribe(new SubscribeRequest(self.caller(), from), new Stream(mine))
        .whenComplete((outcome, failure) -> opened(mine, self, outcome, failure));
  }

  /// There is room again.
  private void wake() {
    synchronized (lock) {
      if (!resting) {
        return;
      }
      resting = false;
    }
    open();
  }

  private void end() {
    Optional<Subscription> open;
    synchronized (lock) {
      closed = true;
      epoch++;
      open = stream;
      stream = Optional.empty();
    }
    open.ifPresent(Subscription::close);
  }

  private void opened(
      long mine,
      Registration self,
      @Nullable Outcome<Subscription> outcome,
      @Nullable Throwable failure) {
    if (outcome instanceof Outcome.Done<Subscription>(Subscription subscription)) {
      boolean wanted;
      synchronized (lock) {
        wanted = !closed && !resting && epoch == mine;
        if (wanted) {
          failures = 0;
          stream = Optional.of(subscription);
        }
      }
      if (!wanted) {
        subscription.close();
      }
    } else if (failure == null && outcome != null && Membership.isForgotten(outcome)) {
      membership
          .renew(self)
          .whenComplete(
              (registration, problem) -> {
                if (problem == null) {
                  startAgain(registration);
                } else {
                  openLater(mine);
                }
              });
    } else {
      openLater(mine);
    }
  }

  /// Mail that a new identity inherits is older than what was taken as the one before.
  private void startAgain(Registration registration) {
    if (!registration.resumed()) {
      synchronized (lock) {
        after = Optional.empty();
      }
    }
    open();
  }

  private void openLater(long mine) {
    Duration pause;
    synchronized (lock) {
      if (closed || resting || epoch != mine) {
        return;
      }
      epoch++;
      stream = Optional.empty();
      pause = pause(failures++);
    }
    scheduler.after(pause, this::open);
  }

  /// Half of it is left to chance, so that the sessions of a machine do not all come back at once.
  private Duration pause(int failed) {
    long first = settings.firstRetry().toNanos();
    long bound = Math.min(settings.maxRetry().toNanos(), first << Math.min(failed, 20));
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
  }

  private final class Stream implements EventListener {
    private final long mine;

    Stream(long mine) {
      this.mine = mine;
    }

    @Override
    public void onEvent(PeerEvent event) {
      Optional<Subscription> full;
      synchronized (lock) {
        if (closed || resting || epoch != mine) {
          return;
        }
        if (choice.apply(event).map(outlet::offer).orElse(true)) {
          if (event instanceof MessageArrived(var envelope)) {
            after = Optional.of(envelope.message().id());
          }
          return;
        }
        resting = true;
        full = stream;
        stream = Optional.empty();
      }
      full.ifPresent(Subscription::close);
    }

    @Override
    public void onEnd(String reason) {
      openLater(mine);
    }
  }
}
