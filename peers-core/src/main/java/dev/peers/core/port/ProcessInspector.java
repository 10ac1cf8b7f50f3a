package dev.peers.core.port;

import dev.peers.core.model.ProcessRef;
import java.util.Optional;

/// Knows the processes of this machine. Safe from any thread; no method throws because a process
/// has ended in the meantime.
public interface ProcessInspector {
  /// The living process that has this id now. A process that ended and was not waited for (a
  /// zombie) is not living; one that may not be signalled is.
  Optional<ProcessRef> find(long pid);

  /// The living parent of a living process.
  Optional<ProcessRef> parentOf(ProcessRef process);

  /// Asks a process to end (SIGTERM), if it is still the same one.
  Termination terminate(ProcessRef process);

  /// Ends a process without asking (SIGKILL), if it is still the same one.
  Termination kill(ProcessRef process);

  /// Whether this very process lives, and not another one that got its id.
  default boolean isAlive(ProcessRef process) {
    return process.wasSeen() && find(process.pid()).filter(process::equals).isPresent();
  }

  /// What came of a signal.
  sealed interface Termination {
    /// The signal was sent.
    record Signalled() implements Termination {}

    /// The process is not there any more; nobody was signalled.
    record Gone() implements Termination {}

    /// The operating system refused.
    record Failed(String reason) implements Termination {}
  }
}
