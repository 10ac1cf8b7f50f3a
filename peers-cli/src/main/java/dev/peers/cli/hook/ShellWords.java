package dev.peers.cli.hook;

import java.util.ArrayList;
import java.util.List;

/// The words of a shell command, roughly: quotes are taken off and commands are told apart, nothing
/// is expanded.
///
/// @param commands the words of each simple command
/// @param nested the beginnings of commands that stand within double quotes
record ShellWords(List<List<String>> commands, List<String> nested) {
  static ShellWords of(String text) {
    return new Reader(text).read();
  }

  private static final class Reader {
    private static final String SEPARATORS = ";&|\n()`";
    private static final int MOST_NESTED = 5;
    private static final int LONGEST_NESTED = 2_000;

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> nested = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    ShellWords read() {
      while (at < text.length()) {
        take(text.charAt(at++));
      }
      endCommand();
      return new ShellWords(commands, nested);
    }

    private void take(char c) {
      if (c == '\'') {
        quoted();
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '\\') {
        escaped();
      } else if (SEPARATORS.indexOf(c) >= 0) {
        endCommand();
      } else if (c == '#' && !inWord) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        endWord();
      } else {
        add(c);
      }
    }

    private void quoted() {
      int end = text.indexOf('\'', at);
      end = end < 0 ? text.length() : end;
      word.append(text, at, end);
      inWord = true;
      at = end + 1;
    }

    private void doubleQuoted() {
      inWord = true;
      boolean substitutes = false;
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (!substitutes && (c == '`' || (c == '$' && text.startsWith("(", at)))) {
          substitutes = true;
          nest(c == '`' ? at : at + 1);
        }
        if (c == '\\' && at < text.length()) {
          c = text.charAt(at++);
        }
        word.append(c);
      }
      at++;
    }

    /// Where it ends is left to whoever reads it.
    private void nest(int start) {
      if (nested.size() < MOST_NESTED) {
        nested.add(text.substring(start, Math.min(text.length(), start + LONGEST_NESTED)));
      }
    }

    private void escaped() {
      if (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '\n') {
          add(c);
        }
      }
    }

    private void add(char c) {
      word.append(c);
      inWord = true;
    }

    private void endWord() {
      if (inWord) {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
      }
    }

    private void endCommand() {
      endWord();
      if (!words.isEmpty()) {
        commands.add(words);
        words = new ArrayList<>();
      }
    }
  }
}
