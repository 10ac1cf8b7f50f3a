package dev.peers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a figure says nothing without.
final class Facts {
  private Facts() {}

  static void tell(Table table) throws IOException {
    table.section("Machine");
    table.row("processors", cpu());
    table.row("memory", first(Path.of("/proc/meminfo"), "MemTotal:"));
    table.row("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    table.row("Java", System.getProperty("java.vendor") + " " + Runtime.version());
    table.row("load before", first(Path.of("/proc/loadavg"), ""));
  }

  private static String cpu() throws IOException {
    return Runtime.getRuntime().availableProcessors()
        + " x "
        + first(Path.of("/proc/cpuinfo"), "model name");
  }

  private static String first(Path file, String start) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(start)) {
        return line.substring(start.length()).replaceFirst("^[\\s:]+", "");
      }
    }
    return "unknown";
  }
}
