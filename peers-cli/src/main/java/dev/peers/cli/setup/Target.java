package dev.peers.cli.setup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A file that setup changes.
///
/// @param file which one
/// @param scope a file of the user is made for its owner only; one of a project is not
/// @param puts what connects the client, part by part, in their order
/// @param take what disconnects it
/// @param whole whether the file is wholly ours
/// @param lock the folder that the client makes while it writes the file itself
record Target(
    Path file,
    Scope scope,
    SequencedMap<Part, Edit> puts,
    Edit take,
    boolean whole,
    Optional<Path> lock) {
  Target(Path file, Scope scope, SequencedMap<Part, Edit> puts, Edit take) {
    this(file, scope, puts, take, false, Optional.empty());
  }

  /// One that the entry of the MCP server stands in.
  static Target server(Path file, Scope scope, Edit put, Edit take) {
    return new Target(file, scope, only(Part.SERVER, put), take);
  }

  static Target whole(Path file, Scope scope, Edit put, Edit take) {
    return new Target(file, scope, only(Part.SKILL, put), take, true, Optional.empty());
  }

  static SequencedMap<Part, Edit> only(Part part, Edit put) {
    return new LinkedHashMap<>(Map.of(part, put));
  }

  static SequencedMap<Part, Edit> both(Part first, Edit put, Part second, Edit then) {
    SequencedMap<Part, Edit> puts = only(first, put);
    puts.put(second, then);
    return puts;
  }

  /// All that connects the client, one after the other.
  Edit put() {
    return puts.values().stream().reduce(Edit::then).orElse((text, _, _) -> text);
  }

  /// A client that locks the file as the library `proper-lockfile` does.
  Target locked() {
    Path folder = file.resolveSibling(file.getFileName() + ".lock");
    return new Target(file, scope, puts, take, whole, Optional.of(folder));
  }
}
