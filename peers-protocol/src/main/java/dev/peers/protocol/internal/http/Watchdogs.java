package dev.peers.protocol.internal.http;

import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Watches channels, all of them with one thread, which ends when there has been nothing to watch
/// for a while. Starting a thread for each request would take longer than most requests.
/// Thread-safe.
final class Watchdogs {
  private static final long KEEP_SECONDS = 30;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("peers-watchdog").factory());

  Watchdogs() {
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(KEEP_SECONDS, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  /// Closes the channel once this much time has passed without a sign of life, unless the watchdog
  /// is closed before.
  Watchdog over(Channel channel, Duration time) {
    return new Watchdog(clock, channel, time);
  }
}
