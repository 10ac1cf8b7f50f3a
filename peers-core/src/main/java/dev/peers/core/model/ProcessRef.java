package dev.peers.core.model;

import org.jspecify.annotations.Nullable;

/// One process for its whole life: its id together with a token of when it started, because ids are
/// used again. Two references are equal only if they mean the same process.
///
/// @param pid the process id, positive
/// @param start when the process started, in the inspector's own notation; empty if the process was
///   never seen, and then the reference is equal to no living process
public record ProcessRef(long pid, String start) {
  /// @throws IllegalArgumentException if the id is not positive
  public ProcessRef {
    if (pid <= 0) {
      throw new IllegalArgumentException("a process id is a positive number, not " + pid);
    }
  }

  /// A process that is known by its id alone, because nobody has seen it alive.
  public static ProcessRef unseen(long pid) {
    return new ProcessRef(pid, "");
  }

  public boolean wasSeen() {
    return !start.isEmpty();
  }

  // A record's own are made by the JVM when they are first called, which takes it some 20 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProcessRef that && pid == that.pid && start.equals(that.start);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(pid) + start.hashCode();
  }
}
