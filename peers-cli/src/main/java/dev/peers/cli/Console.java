package dev.peers.cli;

import dev.peers.cli.terminal.Display;
import dev.peers.cli.terminal.Waits;
import dev.peers.cli.terminal.Wrapping;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command reads and writes.
///
/// @param terminal whether a person looks at the output
/// @param display how output may look
record Console(
    InputStream in, PrintStream out, PrintStream err, boolean terminal, Display display) {
  /// One without colours, whose lines may have any length.
  Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    this(in, out, err, terminal, Display.PLAIN);
  }

  /// That of this process. The launcher knows whether the output is a terminal; the JVM only knows
  /// that of input and output together. The output is UTF-8 whatever the locale says: scripts parse
  /// it.
  static Console ofProcess(Map<String, String> env) {
    boolean terminal = Boolean.getBoolean("peers.terminal");
    return new Console(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        terminal,
        Display.of(env, terminal));
  }

  /// Whether a person looks at standard error.
  boolean errIsTerminal() {
    return Boolean.getBoolean("peers.terminal.err");
  }

  /// Prints a line, in several where the display is not wide enough.
  void say(String line) {
    Wrapping.hanging(line, display.width()).forEach(out::println);
  }

  /// Where notes on what takes long are shown.
  Waits waits() {
    return new Waits(err, errIsTerminal());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
