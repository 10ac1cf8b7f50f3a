package dev.peers.core.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that somebody may have meant who mistyped one.
public final class Nearest {
  private static final int MOST_LETTERS = 100;

  /// Fewer letters begin too much.
  private static final int FEWEST_LETTERS = 2;

  private Nearest() {}

  /// The only candidate that begins with the word; else the one that is the fewest slips away, if
  /// there are few enough for the length of the word. A slip is a letter too many, one too few, a
  /// wrong one, or two that changed places. Of several the first.
  public static Optional<String> to(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > MOST_LETTERS) {
      return Optional.empty();
    }
    Optional<String> begun = begunWith(word, candidates);
    if (begun.isPresent()) {
      return begun;
    }
    String nearest = null;
    int least = 1 + word.length() / 4;
    for (String candidate : candidates) {
      int slips = slips(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (slips < least || (slips == least && nearest == null)) {
        nearest = candidate;
        least = slips;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static Optional<String> begunWith(String word, Collection<String> candidates) {
    List<String> begun =
        candidates.stream()
            .filter(it -> it.regionMatches(true, 0, word, 0, word.length()))
            .distinct()
            .toList();
    return word.length() >= FEWEST_LETTERS && begun.size() == 1
        ? Optional.of(begun.getFirst())
        : Optional.empty();
  }

  /// The optimal string alignment distance: row by row, of which the last three are held.
  private static int slips(String from, String to) {
    int[] before = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] now = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      now[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] free = before;
      before = last;
      last = now;
      now = free;
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int fewest = Math.min(Math.min(last[j], now[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        now[j] = swapped ? Math.min(fewest, before[j - 2] + 1) : fewest;
      }
    }
    return now[to.length()];
  }
}
