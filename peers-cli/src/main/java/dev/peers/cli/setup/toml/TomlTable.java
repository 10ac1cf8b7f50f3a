package dev.peers.cli.setup.toml;

import java.util.ArrayList;
import java.util.List;

/// A table with a header, or what stands above the first one.
///
/// @param path its name; empty for what stands above the first header
/// @param array whether it is one element of an array of tables
/// @param start where the header begins
/// @param headerEnd behind the header and its comment, before the line break
/// @param entries its own keys
record TomlTable(
    List<String> path, boolean array, int start, int headerEnd, List<TomlEntry> entries) {
  TomlTable(List<String> path, boolean array, int start, int headerEnd) {
    this(path, array, start, headerEnd, new ArrayList<>());
  }

  /// Behind its last line, before the line break.
  int end() {
    return entries.isEmpty() ? headerEnd : entries.getLast().lineEnd();
  }

  boolean isIn(List<String> parent) {
    return path.size() >= parent.size() && path.subList(0, parent.size()).equals(parent);
  }
}
