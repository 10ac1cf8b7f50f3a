package dev.peers.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Processes that do nothing: what a broker takes for agents.
final class Sleepers implements AutoCloseable {
  private static final String SCRIPT =
      "trap 'kill $(jobs -p)' EXIT; i=0;"
          + " while [ $i -lt $1 ]; do sleep 100000 & echo $!; i=$((i + 1)); done; read -r end";

  private final Process parent;
  final List<Long> pids = new ArrayList<>();

  private Sleepers(Process parent) {
    this.parent = parent;
  }

  static Sleepers start(int count) throws IOException {
    Process parent =
        new ProcessBuilder("bash", "-c", SCRIPT, "sleepers", Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Sleepers sleepers = new Sleepers(parent);
    BufferedReader out = parent.inputReader();
    for (int i = 0; i < count; i++) {
      sleepers.pids.add(Long.valueOf(out.readLine()));
    }
    return sleepers;
  }

  /// They end when their parent reads the end of its input.
  @Override
  public void close() throws IOException {
    parent.outputWriter().close();
    try {
      parent.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
