package dev.peers.cli.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every message, what became of it, and every promise that was broken on the way. Thread-safe.
///
/// A promise is broken if a message is shown that nobody sent, or twice with different ids, or
/// after it was acknowledged, or before an earlier one of the same pair; and if one that was sent
/// is never shown.
final class Ledger {
  private static final int ENOUGH = 20;

  private final Set<Entry> attempted = new HashSet<>();
  private final Map<Entry, Long> sent = new HashMap<>();
  private final Map<Entry, Long> shown = new HashMap<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private final Map<Pair, Integer> lastShown = new HashMap<>();
  private final Map<String, Long> lastIdTo = new HashMap<>();
  private final Map<String, Long> lastIdFrom = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long duplicates;
  private long retries;
  private long interrupted;

  private record Pair(String from, String to) {}

  /// The message with this number, counted from 1 for each pair.
  record Entry(String from, String to, int number) {
    String text() {
      return number + " from " + from + " to " + to;
    }

    private Pair pair() {
      return new Pair(from, to);
    }
  }

  synchronized void attempted(Entry entry) {
    attempted.add(entry);
  }

  /// A send had to be made again, because the client gave it up.
  synchronized void retried() {
    retries++;
  }

  /// A broker was killed between the beginning and the end of a send.
  synchronized void interrupted() {
    interrupted++;
  }

  /// The sender was told that the message is kept.
  synchronized void sent(Entry entry, long id) {
    sent.put(entry, id);
    long before = lastIdFrom.getOrDefault(entry.from(), 0L);
    if (id <= before) {
      fault(entry.text() + " got id " + id + " after its sender's message " + before);
    }
    lastIdFrom.put(entry.from(), id);
    Long shownAs = shown.get(entry);
    if (shownAs != null && shownAs != id) {
      fault(entry.text() + " was shown as " + shownAs + " and sent as " + id);
    }
  }

  /// The recipient was shown a message of this text.
  synchronized void shown(String from, String to, long id, String text) {
    Entry entry = entry(from, to, text);
    if (!attempted.contains(entry) || !entry.text().equals(text)) {
      fault("message " + id + " was invented: " + text);
      return;
    }
    if (acknowledged.contains(id)) {
      fault(text + " was shown after it was acknowledged, id " + id);
    }
    Long before = shown.putIfAbsent(entry, id);
    if (before == null) {
      shownFirst(entry, id);
    } else if (before == id) {
      duplicates++;
    } else {
      fault(text + " was kept twice, as " + before + " and as " + id);
    }
  }

  private void shownFirst(Entry entry, long id) {
    int expected = lastShown.getOrDefault(entry.pair(), 0) + 1;
    if (entry.number() != expected) {
      fault(entry.text() + " was shown where number " + expected + " was due");
    }
    lastShown.put(entry.pair(), entry.number());
    long lastId = lastIdTo.getOrDefault(entry.to(), 0L);
    if (id <= lastId) {
      fault(entry.text() + " has id " + id + " and came after " + lastId);
    }
    lastIdTo.put(entry.to(), id);
    Long sentAs = sent.get(entry);
    if (sentAs != null && sentAs != id) {
      fault(entry.text() + " was sent as " + sentAs + " and shown as " + id);
    }
  }

  /// The recipient was told that its acknowledgement is kept.
  synchronized void acknowledged(Collection<Long> ids) {
    acknowledged.addAll(ids);
  }

  /// Something else that should not have happened.
  synchronized void fault(String what) {
    if (faults.size() < ENOUGH) {
      faults.add(what);
    }
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /// Messages that were sent and never shown.
  synchronized List<String> losses() {
    return sent.keySet().stream().filter(e -> !shown.containsKey(e)).map(Entry::text).toList();
  }

  synchronized boolean isSettled() {
    return sent.size() == attempted.size() && shown.size() == sent.size();
  }

  synchronized int messages() {
    return sent.size();
  }

  synchronized long duplicates() {
    return duplicates;
  }

  synchronized long interruptions() {
    return interrupted;
  }

  synchronized long retries() {
    return retries;
  }

  @Override
  public synchronized String toString() {
    return messages()
        + " messages, "
        + losses().size()
        + " lost, "
        + duplicates
        + " shown again, "
        + interrupted
        + " sends interrupted, "
        + retries
        + " made again";
  }

  private static Entry entry(String from, String to, String text) {
    int end = text.indexOf(' ');
    try {
      return new Entry(from, to, Integer.parseInt(text, 0, Math.max(end, 0), 10));
    } catch (NumberFormatException e) {
      return new Entry(from, to, 0);
    }
  }
}
