package dev.peers.cli.faults;

import java.time.Duration;
import java.util.Random;

/// Kills brokers under load for as long as one likes, with `--clock` under a clock that is set back
/// and forward as well, and prints the ledger. See `bench/soak`.
public final class Soak {
  private static final String USAGE =
      "usage: soak [--seconds N] [--senders N] [--receivers N] [--seed N] [--clock]";

  private Soak() {}

  /// Exits with 0 if every promise was kept.
  public static void main(String[] arguments) {
    try {
      System.exit(run(arguments) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(String[] arguments) {
    int seconds = 60;
    int senders = 3;
    int receivers = 2;
    long seed = System.nanoTime();
    boolean clock = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--seconds" -> seconds = Math.toIntExact(number(arguments, ++i));
        case "--senders" -> senders = Math.toIntExact(number(arguments, ++i));
        case "--receivers" -> receivers = Math.toIntExact(number(arguments, ++i));
        case "--seed" -> seed = number(arguments, ++i);
        case "--clock" -> clock = true;
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    System.out.printf(
        "soak: %d s, %d senders, %d receivers, seed %d%s%n",
        seconds, senders, receivers, seed, clock ? ", clock set" : "");
    try (BrokerHome home = BrokerHome.create()) {
      Disturbance killing = Disturbance.killing(home);
      // Before the first broker starts.
      Disturbance disturbance =
          clock ? Disturbance.settingClock(BrokerClock.of(home)).then(killing) : killing;
      try (Traffic traffic = new Traffic(home, senders, receivers)) {
        Duration time = Duration.ofSeconds(seconds);
        int kills = traffic.runDisturbed(disturbance, new Random(seed), Traffic.PAUSE, time, 1);
        return report(traffic.ledger(), kills);
      }
    }
  }

  private static boolean report(Ledger ledger, int kills) {
    System.out.println("messages:   " + ledger.messages());
    System.out.println("kills:      " + kills);
    System.out.println("losses:     " + ledger.losses().size());
    System.out.println("duplicates: " + ledger.duplicates() + " (shown again, with the same id)");
    System.out.println("interrupted sends: " + ledger.interruptions());
    ledger.losses().stream().limit(20).forEach(text -> System.out.println("lost: " + text));
    ledger.faults().forEach(fault -> System.out.println("broken: " + fault));
    boolean kept = ledger.isSettled() && ledger.faults().isEmpty();
    System.out.println(kept ? "Every promise was kept." : "A PROMISE WAS BROKEN.");
    return kept;
  }

  private static long number(String[] arguments, int index) {
    try {
      long value = index < arguments.length ? Long.parseLong(arguments[index]) : 0;
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(USAGE);
  }
}
