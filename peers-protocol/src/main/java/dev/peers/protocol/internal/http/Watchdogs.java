package dev.peers.protocol.internal.http;

import java.nio.channels.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Watches channels, all of them with one thread, which ends when there has been nothing to watch
/// for a while. A request wakes it only if its time is up before the thread looks anyway: waking a
/// thread for each takes as long as a good part of the request. Thread-safe.
final class Watchdogs {
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Set<Watchdog> watching = new HashSet<>();
  private boolean running;
  private long nextLook;

  /// Closes the channel once this much time has passed without a sign of life, unless the watchdog
  /// is closed before.
  Watchdog over(Channel channel, Duration time) {
    Watchdog watchdog = new Watchdog(this, channel, time);
    synchronized (this) {
      watching.add(watchdog);
      if (!running) {
        running = true;
        Thread.ofPlatform().daemon().name("peers-watchdog").start(this::run);
      } else if (watchdog.end() - nextLook < 0) {
        nextLook = watchdog.end();
        notifyAll();
      }
    }
    return watchdog;
  }

  synchronized void callOff(Watchdog watchdog) {
    watching.remove(watchdog);
  }

  private void run() {
    try {
      for (List<Watchdog> due = nextDue(); !due.isEmpty(); due = nextDue()) {
        due.forEach(Watchdog::expire);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; if somebody did, the next request starts another.
      stopped();
    }
  }

  private synchronized void stopped() {
    running = false;
  }

  /// Waits for those whose time is up; none if there has been nothing to watch for a while.
  private synchronized List<Watchdog> nextDue() throws InterruptedException {
    boolean idle = false;
    while (true) {
      long now = System.nanoTime();
      nextLook = now + KEEP_NANOS;
      List<Watchdog> due = new ArrayList<>();
      for (Watchdog watchdog : watching) {
        if (watchdog.end() - now <= 0) {
          due.add(watchdog);
        } else if (watchdog.end() - nextLook < 0) {
          nextLook = watchdog.end();
        }
      }
      if (!due.isEmpty()) {
        due.forEach(watching::remove);
        return due;
      }
      if (watching.isEmpty() && idle) {
        running = false;
        return due;
      }
      idle = watching.isEmpty();
      while (nextLook - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, nextLook - System.nanoTime() + 1_000_000);
      }
    }
  }
}
