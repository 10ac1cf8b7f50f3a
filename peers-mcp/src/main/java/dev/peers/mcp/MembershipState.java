package dev.peers.mcp;

import dev.peers.core.Registration;
import dev.peers.core.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where a membership stands and what is to be done next, and when. Thread-safe.
final class MembershipState {
  /// What the membership's thread does next.
  enum Step {
    REGISTER,
    HEARTBEAT,
    LOOK_AT_AGENT,
    END
  }

  private final McpTimings timings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean started;
  private boolean ended;
  private boolean registering;
  private Optional<Registration> current = Optional.empty();
  private Optional<Subscription> stream = Optional.empty();
  private Optional<Long> registerAt = Optional.empty();
  private String lastFailure = "";
  private long heartbeatAt;
  private long lookAt;

  MembershipState(McpTimings timings) {
    this.timings = timings;
  }

  /// Plans the first registration; answers whether this was the first to ask for it.
  boolean wantRegistration(Duration delay) {
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      long now = System.nanoTime();
      boolean first = !started;
      if (first) {
        started = true;
        heartbeatAt = now + timings.heartbeat().toNanos();
        lookAt = now + timings.agentCheck().toNanos();
      }
      if (current.isEmpty() && !registering) {
        plan(now + delay.toNanos());
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for what is due next.
  Step next() throws InterruptedException {
    lock.lock();
    try {
      registering = false;
      changed.signalAll();
      while (!ended) {
        long now = System.nanoTime();
        if (isDue(registerAt, now)) {
          registerAt = Optional.empty();
          registering = true;
          return Step.REGISTER;
        }
        if (heartbeatAt - now <= 0) {
          heartbeatAt = now + timings.heartbeat().toNanos();
          return Step.HEARTBEAT;
        }
        if (lookAt - now <= 0) {
          lookAt = now + timings.agentCheck().toNanos();
          return Step.LOOK_AT_AGENT;
        }
        long wait = Math.min(heartbeatAt - now, lookAt - now);
        changed.await(
            registerAt.isPresent() ? Math.min(wait, registerAt.get() - now) : wait,
            TimeUnit.NANOSECONDS);
      }
      return Step.END;
    } finally {
      lock.unlock();
    }
  }

  Optional<Registration> current() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  Registration awaitRegistration(Deadline deadline)
      throws InterruptedException, NotRegisteredException {
    lock.lock();
    try {
      while (current.isEmpty()) {
        if (ended || deadline.isOver()) {
          throw new NotRegisteredException(lastFailure);
        }
        changed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      }
      return current.get();
    } finally {
      lock.unlock();
    }
  }

  /// The broker knows this peer; answers whether it is still wanted.
  boolean registered(Registration registration) {
    lock.lock();
    try {
      if (!ended) {
        current = Optional.of(registration);
        lastFailure = "";
        changed.signalAll();
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  void listening(Registration registration, Subscription subscription) {
    lock.lock();
    try {
      if (isCurrent(registration)) {
        stream = Optional.of(subscription);
        return;
      }
    } finally {
      lock.unlock();
    }
    subscription.close();
  }

  boolean isListening() {
    lock.lock();
    try {
      return stream.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /// Whether it is the very one that holds: one that was made anew may look the same.
  @SuppressWarnings("ReferenceEquality")
  private boolean isCurrent(Registration registration) {
    return current.filter(held -> held == registration).isPresent();
  }

  /// Registering, or listening, has failed.
  void failed(String reason, Duration retryAfter) {
    lock.lock();
    try {
      lastFailure = reason;
      plan(System.nanoTime() + retryAfter.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /// The broker does not know this registration any more.
  void lost(Registration registration) {
    lock.lock();
    try {
      if (isCurrent(registration)) {
        current = Optional.empty();
        plan(System.nanoTime());
      }
    } finally {
      lock.unlock();
    }
  }

  /// The stream of this registration has ended. The registration may be good still.
  void streamEnded(Registration registration, Duration retryAfter) {
    lock.lock();
    try {
      if (isCurrent(registration)) {
        plan(System.nanoTime() + retryAfter.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  void closeStream() {
    Optional<Subscription> open;
    lock.lock();
    try {
      open = stream;
      stream = Optional.empty();
    } finally {
      lock.unlock();
    }
    open.ifPresent(Subscription::close);
  }

  /// Ends the membership; returns the registration that it had last. One that is under way is
  /// waited for.
  Optional<Registration> end(Deadline deadline) {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
      while (registering && current.isEmpty() && !deadline.isOver()) {
        changed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      }
      Optional<Registration> last = current;
      current = Optional.empty();
      return last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void plan(long at) {
    if (ended) {
      return;
    }
    registerAt = Optional.of(registerAt.filter(planned -> planned - at <= 0).orElse(at));
    changed.signalAll();
  }

  private static boolean isDue(Optional<Long> time, long now) {
    return time.isPresent() && time.get() - now <= 0;
  }
}
