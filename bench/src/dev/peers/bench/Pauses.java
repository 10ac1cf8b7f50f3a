package dev.peers.bench;

import java.time.Duration;

final class Pauses {
  private Pauses() {}

  static void seconds(int seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
