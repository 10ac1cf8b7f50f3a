package dev.peers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What Linux tells of a process.
final class Processes {
  /// What proc(5) counts processor time in, on every Linux that runs Java.
  private static final double MILLIS_PER_TICK = 10;

  private Processes() {}

  /// User and system time of a process so far, in milliseconds.
  static double cpuMillis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
  }

  /// The proportional set size in MiB.
  static double pss(long pid) throws IOException {
    return mib(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
  }

  /// The resident set size in MiB.
  static double rss(long pid) throws IOException {
    return mib(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
  }

  private static double mib(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return Double.parseDouble(line.substring(name.length()).replace("kB", "").strip()) / 1024;
      }
    }
    throw new NoSuchFileException(file + ": " + name);
  }
}
