package dev.peers.sqlite;

import java.nio.file.Path;

/// A program that sends messages until it is killed, and prints the id of each that is on disk.
final class EndlessWriter {
  private EndlessWriter() {}

  public static void main(String[] args) {
    SqlitePeerStore store = SqlitePeerStore.open(Path.of(args[0]));
    for (int i = 0; ; i++) {
      System.out.println(Samples.send(store, "message " + i + " " + "x".repeat(i % 5_000)).id());
    }
  }
}
