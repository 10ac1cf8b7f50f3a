package dev.peers.cli.setup;

import java.nio.file.Path;
import java.util.Optional;

/// A file that setup changes.
///
/// @param file which one
/// @param scope a file of the user is made for its owner only; one of a project is not
/// @param put what connects the client
/// @param take what disconnects it
/// @param whole whether the file is wholly ours
/// @param lock the folder that the client makes while it writes the file itself
record Target(Path file, Scope scope, Edit put, Edit take, boolean whole, Optional<Path> lock) {
  Target(Path file, Scope scope, Edit put, Edit take) {
    this(file, scope, put, take, false, Optional.empty());
  }

  static Target whole(Path file, Scope scope, Edit put, Edit take) {
    return new Target(file, scope, put, take, true, Optional.empty());
  }

  /// A client that locks the file as the library `proper-lockfile` does.
  Target locked() {
    Path folder = file.resolveSibling(file.getFileName() + ".lock");
    return new Target(file, scope, put, take, whole, Optional.of(folder));
  }
}
