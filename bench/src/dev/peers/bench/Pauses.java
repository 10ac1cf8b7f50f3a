package dev.peers.bench;

import java.time.Duration;

final class Pauses {
  private Pauses() {}

  static void seconds(int seconds) {
    of(Duration.ofSeconds(seconds));
  }

  static void millis(int millis) {
    of(Duration.ofMillis(millis));
  }

  private static void of(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
