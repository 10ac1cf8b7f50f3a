package dev.peers.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command reads and writes.
///
/// @param terminal whether a person looks at the output
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
  /// That of this process. The launcher knows whether the output is a terminal; the JVM only knows
  /// that of input and output together. The output is UTF-8 whatever the locale says: scripts parse
  /// it.
  static Console ofProcess() {
    return new Console(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean("peers.terminal"));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
