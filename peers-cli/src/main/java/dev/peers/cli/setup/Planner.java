package dev.peers.cli.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out what is to be changed, and changes nothing.
record Planner(Records records) {
  /// The key under which it is noted that there was no file.
  private static final String FILE = "file";

  /// @throws EditException if the file cannot be changed safely
  Change put(Target target) {
    ConfigFile file = ConfigFile.read(target.file());
    String text = file.text();
    Originals originals = known(target, text);
    if (file.bytes().isEmpty()) {
      originals.noteAbsent(FILE);
    }
    List<String> remarks = new ArrayList<>();
    String after = target.put().apply(text, originals, remarks::add);
    return new Change(target, file, Optional.of(after), originals, remarks);
  }

  /// What was noted of a file that has nothing of ours any more is about another file.
  private Originals known(Target target, String text) {
    Originals originals = records.read(target.file());
    String without = target.take().apply(text, originals, _ -> {});
    return without.equals(text) ? new Originals() : originals;
  }

  /// @throws EditException if the file cannot be changed safely
  Change take(Target target) {
    ConfigFile file = ConfigFile.read(target.file());
    Originals originals = records.read(target.file());
    List<String> remarks = new ArrayList<>();
    if (file.bytes().isEmpty()) {
      return new Change(target, file, Optional.empty(), originals, remarks);
    }
    String text = file.text();
    String after = target.take().apply(text, originals, remarks::add);
    boolean gone = after.isEmpty() && !text.isEmpty() && isOurFile(target, originals);
    return new Change(
        target, file, gone ? Optional.empty() : Optional.of(after), originals, remarks);
  }

  private static boolean isOurFile(Target target, Originals originals) {
    return originals.knows(FILE) || (originals.all().isEmpty() && target.whole());
  }
}
