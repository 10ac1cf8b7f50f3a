package dev.peers.core.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The readable, unique name of a peer, such as `poker-engine` or `poker-engine-2`. It can be used
/// wherever an id is asked for, so it never has the shape of an id.
public record PeerName(String value) {
  /// The longest name, in characters.
  public static final int MAX_LENGTH = 40;

  private static final String MARKS = "._-";

  /// How much of a folder's name is taken, so that there is room for a number.
  private static final int FOLDER_LENGTH = 32;

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
    if (text.isEmpty() || text.length() > MAX_LENGTH || !Texts.isLowerOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return !PeerId.isValid(text);
  }

  private static boolean isAllowed(char c) {
    return Texts.isLowerOrDigit(c) || MARKS.indexOf(c) >= 0;
  }

  /// The name that a peer working in this folder would like: the folder's own name, made simple.
  public static PeerName fromFolder(String folder) {
    String trimmed = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    String last = trimmed.substring(trimmed.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String simple = simplified(last);
    String cut = simple.length() > FOLDER_LENGTH ? simple.substring(0, FOLDER_LENGTH) : simple;
    String name = cut.isEmpty() ? "peer" : cut;
    return new PeerName(PeerId.isValid(name) ? "peer-" + name : name);
  }

  /// A dash in place of any run of characters that a name cannot have, and no marks around it.
  private static String simplified(String text) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isAllowed(c)) {
        name.append(c);
      } else if (i == 0 || isAllowed(text.charAt(i - 1))) {
        name.append('-');
      }
    }
    int start = 0;
    int end = name.length();
    while (start < end && MARKS.indexOf(name.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && MARKS.indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return name.substring(start, end);
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
