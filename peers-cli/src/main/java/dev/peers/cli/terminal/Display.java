package dev.peers.cli.terminal;

import java.util.Map;

/// How output may look.
///
/// @param width how many columns a line has; [#UNLIMITED] where nobody counts them
/// @param colours whether colours are welcome
public record Display(int width, boolean colours) {
  /// The width of a file or a pipe.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /// For output that a program reads.
  public static final Display PLAIN = new Display(UNLIMITED, false);

  private static final int USUAL = 80;
  private static final int LEAST = 20;

  /// That of this process. A pipe gets neither colours nor breaks. `NO_COLOR` is heeded as
  /// https://no-color.org has it; the width comes from `COLUMNS`, or from the launcher, which asks
  /// the terminal.
  public static Display of(Map<String, String> env, boolean terminal) {
    if (!terminal) {
      return PLAIN;
    }
    boolean colours = env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.get("TERM"));
    int asked = number(System.getProperty("peers.columns", ""), USUAL);
    return new Display(Math.max(LEAST, number(env.getOrDefault("COLUMNS", ""), asked)), colours);
  }

  private static int number(String text, int otherwise) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /// The text in a colour, where colours are welcome.
  public String paint(Colour colour, String text) {
    return colours ? "\u001B[" + colour.code() + "m" + text + "\u001B[0m" : text;
  }
}
