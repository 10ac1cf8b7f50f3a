package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The tool calls that wait for mail at this moment. Thread-safe.
final class Waits {
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /// Lets everybody stop waiting, because nobody will read the answers.
  void end() {
    ended = true;
    lookAgain();
  }

  boolean isEnded() {
    return ended;
  }

  /// Begins to wait for mail of some kind. What is announced from now on is not missed.
  Wait open(Predicate<Envelope> wanted) {
    Wait wait = new Wait(wanted);
    waits.add(wait);
    return wait;
  }

  /// Tells those who wait for such mail; answers whether anybody does.
  boolean announce(Envelope envelope) {
    boolean awaited = false;
    for (Wait wait : waits) {
      if (wait.wanted.test(envelope)) {
        wait.news.release();
        awaited = true;
      }
    }
    return awaited;
  }

  /// Makes everybody look again, because something may have been missed.
  void lookAgain() {
    waits.forEach(wait -> wait.news.release());
  }

  /// One that waits.
  final class Wait implements AutoCloseable {
    private final Predicate<Envelope> wanted;
    private final Semaphore news = new Semaphore(0);

    private Wait(Predicate<Envelope> wanted) {
      this.wanted = wanted;
    }

    /// Waits for news, but no longer than this.
    void await(Duration atMost) throws InterruptedException {
      if (news.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
      }
    }

    @Override
    public void close() {
      waits.remove(this);
    }
  }
}
