package dev.peers.testkit.model;

import dev.peers.testkit.model.Step.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random scripts: mostly mail, now and then a mishap.
final class StepGenerator {
  static final List<String> AGENTS = List.of("a", "b", "c", "d");

  private static final int[] PAUSES = {100, 700, 1_500, 11_000, 65_000, 400_000};
  private static final int EIGHT_DAYS = 691_200_000;

  private final Random random;
  private boolean brokerGone;

  private StepGenerator(long seed) {
    random = new Random(seed);
  }

  static List<Step> script(long seed, int length) {
    StepGenerator generator = new StepGenerator(seed);
    List<Step> steps = new ArrayList<>();
    AGENTS.forEach(agent -> steps.add(Step.of(Verb.JOIN, agent)));
    while (steps.size() < length) {
      steps.add(generator.next());
    }
    return steps;
  }

  private Step next() {
    if (brokerGone && random.nextInt(3) == 0) {
      brokerGone = false;
      return Step.of(Verb.START_BROKER);
    }
    int dice = random.nextInt(100);
    if (dice < 60) {
      return mail(dice);
    }
    return dice < 75 ? time() : dice < 90 ? life() : fault();
  }

  private Step mail(int dice) {
    if (dice < 26) {
      return Step.of(Verb.SEND, agent(), agent());
    }
    if (dice < 36) {
      return Step.of(Verb.CHECK, agent());
    }
    if (dice < 42) {
      return Step.of(Verb.FETCH, agent());
    }
    if (dice < 50) {
      return Step.of(Verb.ACK, agent(), 1 + random.nextInt(4));
    }
    return switch (random.nextInt(4)) {
      case 0 -> Step.of(Verb.REPLY, agent());
      case 1 -> Step.of(Verb.DRAIN, agent());
      case 2 -> Step.of(Verb.AGAIN, agent());
      default -> Step.of(Verb.GRAB, agent(), agent());
    };
  }

  private Step time() {
    return Step.of(
        Verb.PASS, random.nextInt(500) == 0 ? EIGHT_DAYS : PAUSES[random.nextInt(PAUSES.length)]);
  }

  private Step life() {
    return switch (random.nextInt(15)) {
      case 0 -> Step.of(Verb.CRASH, agent());
      case 1 -> Step.of(Verb.UNPLUG, agent());
      case 2 -> Step.of(Verb.ORPHAN, agent());
      case 3 -> Step.of(Verb.LEAVE, agent());
      case 4 -> Step.of(Verb.CUT, agent());
      case 5 -> Step.of(Verb.HUSH, agent());
      case 6, 7 -> Step.of(Verb.HEAL, agent());
      case 8 -> broker();
      case 9 -> Step.of(Verb.KILL, agent(), agent());
      default -> Step.of(Verb.JOIN, agent());
    };
  }

  private Step broker() {
    brokerGone = true;
    return Step.of(random.nextBoolean() ? Verb.STOP_BROKER : Verb.CRASH_BROKER);
  }

  private Step fault() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> Step.of(Verb.FAIL_WRITE, few());
      case 2 -> Step.of(Verb.DIE_BEFORE, few());
      case 3 -> Step.of(Verb.DIE_AFTER, few());
      case 4 -> Step.of(Verb.DROP_REQUEST, agent());
      case 5 -> Step.of(Verb.DROP_ANSWER, agent());
      case 6 -> Step.of(Verb.BREAK_OFF, agent());
      case 7 -> Step.of(Verb.DUPLICATE, agent());
      default -> Step.of(Verb.DELAY, agent(), 50 * few());
    };
  }

  private int few() {
    return 1 + random.nextInt(5);
  }

  private String agent() {
    return AGENTS.get(random.nextInt(AGENTS.size()));
  }
}
