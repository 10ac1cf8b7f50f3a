package dev.peers.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing script as small as possible: takes out ever smaller pieces for as long as it
/// still fails, until no single step can go (delta debugging).
final class Shrinker {
  private Shrinker() {}

  static List<Step> shrink(List<Step> script, Predicate<List<Step>> fails) {
    List<Step> smallest = script;
    int piece = Math.max(1, script.size() / 2);
    while (true) {
      List<Step> smaller = withoutPieces(smallest, piece, fails);
      boolean progress = smaller.size() < smallest.size();
      smallest = smaller;
      if (!progress && piece == 1) {
        return smallest;
      }
      piece = progress ? Math.min(piece, Math.max(1, smallest.size() / 2)) : Math.max(1, piece / 2);
    }
  }

  private static List<Step> withoutPieces(
      List<Step> script, int piece, Predicate<List<Step>> fails) {
    List<Step> kept = script;
    int at = 0;
    while (at < kept.size()) {
      List<Step> candidate = new ArrayList<>(kept.subList(0, at));
      candidate.addAll(kept.subList(Math.min(at + piece, kept.size()), kept.size()));
      if (fails.test(candidate)) {
        kept = candidate;
      } else {
        at += piece;
      }
    }
    return kept;
  }
}
