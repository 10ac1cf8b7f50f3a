package dev.peers.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes a failing script as small as possible. It takes out ever smaller pieces for as long as the
/// script still fails (delta debugging), and lets one agent play the part of another, until no
/// single step can go and no agent is too many.
final class Shrinker {
  private final Predicate<List<Step>> fails;

  private Shrinker(Predicate<List<Step>> fails) {
    this.fails = fails;
  }

  static List<Step> shrink(List<Step> script, Predicate<List<Step>> fails) {
    Shrinker shrinker = new Shrinker(fails);
    List<Step> smallest = shrinker.withoutPieces(script);
    Optional<List<Step>> simpler = shrinker.withFewerAgents(smallest);
    while (simpler.isPresent()) {
      smallest = shrinker.withoutPieces(simpler.get());
      simpler = shrinker.withFewerAgents(smallest);
    }
    return smallest;
  }

  private List<Step> withoutPieces(List<Step> script) {
    List<Step> smallest = script;
    int piece = Math.max(1, script.size() / 2);
    while (true) {
      List<Step> smaller = withoutPieces(smallest, piece);
      boolean progress = smaller.size() < smallest.size();
      smallest = smaller;
      if (!progress && piece == 1) {
        return smallest;
      }
      piece = progress ? Math.min(piece, Math.max(1, smallest.size() / 2)) : Math.max(1, piece / 2);
    }
  }

  private List<Step> withoutPieces(List<Step> script, int piece) {
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

  private Optional<List<Step>> withFewerAgents(List<Step> script) {
    List<String> names = StepGenerator.AGENTS;
    return names.reversed().stream()
        .filter(gone -> script.stream().anyMatch(step -> step.words().contains(gone)))
        .flatMap(
            gone ->
                names.subList(0, names.indexOf(gone)).stream()
                    .map(other -> script.stream().map(step -> step.with(gone, other)).toList()))
        .filter(fails)
        .findFirst();
  }
}
