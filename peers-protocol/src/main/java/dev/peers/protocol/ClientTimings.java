package dev.peers.protocol;

import java.time.Duration;

/// How long a client waits, and for what.
///
/// @param answer for a connection, and then for the answer to a request
/// @param slowAnswer for the answer to a request that ends processes
/// @param start for a broker that was just started to be there
/// @param silence for a sign of life on an event stream, before it counts as dead
public record ClientTimings(
    Duration answer, Duration slowAnswer, Duration start, Duration silence) {
  public static final ClientTimings DEFAULTS =
      new ClientTimings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));

  /// @throws IllegalArgumentException if one of them is not positive
  public ClientTimings {
    for (Duration each : new Duration[] {answer, slowAnswer, start, silence}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("a time to wait is positive, not " + each);
      }
    }
  }

  /// These timings with another wait for answers.
  public ClientTimings withAnswer(Duration newAnswer) {
    Duration slow = slowAnswer.compareTo(newAnswer) < 0 ? newAnswer : slowAnswer;
    return new ClientTimings(newAnswer, slow, start, silence);
  }
}
