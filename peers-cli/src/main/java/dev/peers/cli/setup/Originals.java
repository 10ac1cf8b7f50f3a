package dev.peers.cli.setup;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What a file said, before setup first changed it, at the places that setup changed. Not
/// thread-safe.
public final class Originals {
  private final TreeMap<String, Optional<String>> texts;

  public Originals() {
    this(Map.of());
  }

  public Originals(Map<String, Optional<String>> texts) {
    this.texts = new TreeMap<>(texts);
  }

  public static String key(String... path) {
    return String.join("/", path);
  }

  /// Notes the text at a place. What was noted first stays.
  public void note(String key, String text) {
    texts.putIfAbsent(key, Optional.of(text));
  }

  /// Notes that nothing was there. What was noted first stays.
  public void noteAbsent(String key) {
    texts.putIfAbsent(key, Optional.empty());
  }

  /// Notes a text, and forgets what was noted under this key before.
  public void put(String key, String text) {
    texts.put(key, Optional.of(text));
  }

  /// Whether anything is noted of a place.
  public boolean knows(String key) {
    return texts.containsKey(key);
  }

  /// Whether setup put something at a place. Where nothing at all is noted, whatever is of ours
  /// counts as put there by setup.
  public boolean isAdded(String key) {
    return texts.isEmpty() || knows(key);
  }

  /// What was there; empty if nothing was, or if it was not noted.
  public Optional<String> text(String key) {
    return texts.getOrDefault(key, Optional.empty());
  }

  /// All that is noted, in the order of the places.
  public SequencedMap<String, Optional<String>> all() {
    return Collections.unmodifiableSequencedMap(new TreeMap<>(texts));
  }
}
