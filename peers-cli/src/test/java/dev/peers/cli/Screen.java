package dev.peers.cli;

import dev.peers.cli.terminal.Display;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A console that keeps what was printed.
final class Screen {
  private static final Pattern COLOURED = Pattern.compile("\u001B\\[[0-9]+m(.*)\u001B\\[0m");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  Screen() {
    this("", false);
  }

  Screen(String in, boolean terminal) {
    this(in, terminal, Display.PLAIN);
  }

  Screen(String in, boolean terminal, Display display) {
    console =
        new Console(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            display);
  }

  Console console() {
    return console;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// What was printed, without the colours in which whole lines are, and nothing else was.
  ///
  /// @throws AssertionError if a colour begins or ends within a line
  List<String> uncoloured() {
    return out()
        .lines()
        .map(
            line -> {
              Matcher coloured = COLOURED.matcher(line);
              String plain = coloured.matches() ? coloured.group(1) : line;
              if (plain.contains("\u001B")) {
                throw new AssertionError("an escape sequence within: " + line);
              }
              return plain;
            })
        .toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
