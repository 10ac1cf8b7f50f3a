package dev.peers.cli.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Something bad that happens to brokers again and again.
@FunctionalInterface
interface Disturbance {
  /// The clock is wrong by this much at the most: more than any mail is kept.
  Duration FURTHEST = Duration.ofDays(400);

  /// Lets it happen once; says whether there was anybody to whom.
  boolean happen(RandomGenerator random);

  /// Brokers are killed, without any warning.
  static Disturbance killing(BrokerHome home) {
    return random -> home.killBrokers() > 0;
  }

  /// The clock is set, back or forward by seconds or by months.
  static Disturbance settingClock(BrokerClock clock) {
    return random -> {
      double size = Math.pow(random.nextDouble(), 4) * FURTHEST.toSeconds();
      clock.set(Duration.ofSeconds((long) (random.nextBoolean() ? size : -size)));
      return true;
    };
  }

  /// Both happen, one after the other.
  default Disturbance then(Disturbance other) {
    return random -> {
      boolean one = happen(random);
      return other.happen(random) || one;
    };
  }
}
