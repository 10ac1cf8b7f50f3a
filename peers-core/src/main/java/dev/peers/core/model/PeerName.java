package dev.peers.core.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The readable, unique name of a peer, such as `poker-engine` or `poker-engine-2`. It can be used
/// wherever an id is asked for, so it never has the shape of an id.
public record PeerName(String value) {
  /// The longest name, in characters.
  public static final int MAX_LENGTH = 40;

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
  private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9._-]+");
  private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");

  /// @throws IllegalArgumentException if the text cannot be a name; the message says what can
  public PeerName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a peer name is 1 to 40 of a-z 0-9 . _ -, starts with a letter or digit and does not look"
              + " like an id, unlike '"
              + Texts.excerpt(value)
              + "'");
    }
  }

  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches() && !PeerId.isValid(text);
  }

  /// The name that a peer working in this folder would like: the folder's own name, made simple.
  public static PeerName fromFolder(String folder) {
    String trimmed = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    String last = trimmed.substring(trimmed.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String simple = EDGES.matcher(FOREIGN.matcher(last).replaceAll("-")).replaceAll("");
    String cut = simple.length() > 32 ? simple.substring(0, 32) : simple;
    String name = cut.isEmpty() ? "peer" : cut;
    return new PeerName(PeerId.isValid(name) ? "peer-" + name : name);
  }

  /// This name with a number behind it, for the second and later peers that would like it.
  public PeerName numbered(int number) {
    String suffix = "-" + number;
    int room = MAX_LENGTH - suffix.length();
    return new PeerName((value.length() > room ? value.substring(0, room) : value) + suffix);
  }

  @Override
  public String toString() {
    return value;
  }

  // A record's own are made by the JVM when they are first called, which takes it some 20 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
