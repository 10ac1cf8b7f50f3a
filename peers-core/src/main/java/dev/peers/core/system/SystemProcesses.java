package dev.peers.core.system;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.ProcessInspector;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// The processes of this machine. Safe from any thread.
///
/// Where the list of processes itself cannot be read, for want of file descriptors for example,
/// methods throw [UncheckedIOException], and [#isAlive] declares nobody dead.
public final class SystemProcesses implements ProcessInspector {
  private final ProcessTable table;

  SystemProcesses(ProcessTable table) {
    this.table = table;
  }

  /// The inspector for the system that this runs on: `/proc` on Linux, `ps` elsewhere.
  public static ProcessInspector inspector() {
    boolean linux = System.getProperty("os.name").startsWith("Linux");
    return new SystemProcesses(
        linux ? new LinuxProcessTable(Path.of("/proc")) : new PsProcessTable());
  }

  @Override
  public Optional<ProcessRef> find(long pid) {
    return look(pid).map(ProcessRow::ref);
  }

  @Override
  public Optional<ProcessRef> parentOf(ProcessRef process) {
    return look(process.pid())
        .filter(row -> row.ref().equals(process))
        .flatMap(row -> find(row.parentPid()));
  }

  /// Whether it lives, as far as can be known: nobody is dead only because the list of processes
  /// cannot be read.
  @Override
  public boolean isAlive(ProcessRef process) {
    try {
      return isThere(process);
    } catch (UncheckedIOException e) {
      System.getLogger("dev.peers.core")
          .log(System.Logger.Level.WARNING, "Cannot tell whether processes live", e);
      return process.wasSeen();
    }
  }

  private boolean isThere(ProcessRef process) {
    return process.wasSeen() && find(process.pid()).filter(process::equals).isPresent();
  }

  @Override
  public Termination terminate(ProcessRef process) {
    return signal(process, ProcessHandle::destroy);
  }

  @Override
  public Termination kill(ProcessRef process) {
    return signal(process, ProcessHandle::destroyForcibly);
  }

  private Optional<ProcessRow> look(long pid) {
    return pid > 0 ? table.look(pid) : Optional.empty();
  }

  private Termination signal(ProcessRef process, Signal signal) {
    // The handle comes first: it knows the start of its process and signals no later one, so what
    // is true of the process now remains so.
    Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
    try {
      if (handle.isEmpty() || !isThere(process)) {
        return new Termination.Gone();
      }
    } catch (UncheckedIOException e) {
      return new Termination.Failed("the list of processes cannot be read");
    }
    if (handle.get().equals(ProcessHandle.current())) {
      return new Termination.Failed("a process does not signal itself");
    }
    if (isOfOtherUser(handle.get())) {
      return new Termination.Failed("it belongs to another user");
    }
    if (signal.send(handle.get())) {
      return new Termination.Signalled();
    }
    return isAlive(process)
        ? new Termination.Failed("operation not permitted")
        : new Termination.Gone();
  }

  /// The operating system refuses this by itself, but not to root.
  private static boolean isOfOtherUser(ProcessHandle process) {
    Optional<String> user = process.info().user();
    Optional<String> self = ProcessHandle.current().info().user();
    return user.isPresent() && self.isPresent() && !user.equals(self);
  }

  @FunctionalInterface
  private interface Signal {
    boolean send(ProcessHandle process);
  }
}
