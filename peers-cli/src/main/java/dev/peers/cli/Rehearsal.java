package dev.peers.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several commands in one process, so that the start-up cache which the JVM makes of it holds
/// what each of them loads. A comma stands between two commands.
public final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) {
    List<String> command = new ArrayList<>();
    for (String arg : args) {
      if (arg.equals(",")) {
        Main.run(command);
        command.clear();
      } else {
        command.add(arg);
      }
    }
    Main.end(Main.run(command));
  }
}
