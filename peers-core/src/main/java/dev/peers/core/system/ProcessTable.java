package dev.peers.core.system;

import java.util.Optional;

/// Where the operating system lists its processes. Throws [java.io.UncheckedIOException] if that
/// cannot be read, because not to know of a process is not to know that it is dead.
@FunctionalInterface
interface ProcessTable {
  /// The living process that has this positive id now.
  Optional<ProcessRow> look(long pid);
}
