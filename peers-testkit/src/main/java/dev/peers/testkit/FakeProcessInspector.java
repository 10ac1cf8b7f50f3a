package dev.peers.testkit;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.ProcessInspector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine whose processes start and end as a test says. Safe from any thread.
public final class FakeProcessInspector implements ProcessInspector {
  private final Map<Long, FakeProcess> living = new HashMap<>();
  private final List<Signal> signals = new ArrayList<>();
  private int starts;

  /// A signal that reached a process.
  public record Signal(Kind kind, ProcessRef process) {
    public enum Kind {
      TERMINATE,
      KILL
    }
  }

  /// Starts a process that nobody here is the parent of.
  public ProcessRef start(long pid) {
    return startUnder(pid, Optional.empty());
  }

  /// Starts a process. If another one has the id, that one ends first, so this is also how an id is
  /// used again.
  public ProcessRef start(long pid, long parent) {
    return startUnder(pid, Optional.of(parent));
  }

  private synchronized ProcessRef startUnder(long pid, Optional<Long> parent) {
    ProcessRef process = new ProcessRef(pid, "start-" + ++starts);
    living.put(pid, new FakeProcess(process, parent));
    return process;
  }

  /// Ends the process with this id. Its children stay, without a parent.
  public synchronized void end(long pid) {
    living.remove(pid);
    living.values().forEach(child -> child.parent = child.parent.filter(id -> id != pid));
  }

  /// Makes the parent of a process another one, as a subreaper does with an orphan.
  public synchronized void adopt(long pid, long newParent) {
    require(pid).parent = Optional.of(newParent);
  }

  /// From now on the process belongs to another user: it lives, but must not be signalled.
  public synchronized void forbidSignals(long pid) {
    require(pid).forbidden = true;
  }

  /// From now on the process does not end when it is asked to.
  public synchronized void ignoreTermination(long pid) {
    require(pid).ignoresTermination = true;
  }

  /// What was signalled so far, in order.
  public synchronized List<Signal> signals() {
    return List.copyOf(signals);
  }

  @Override
  public synchronized Optional<ProcessRef> find(long pid) {
    return Optional.ofNullable(living.get(pid)).map(process -> process.ref);
  }

  @Override
  public synchronized Optional<ProcessRef> parentOf(ProcessRef process) {
    return same(process).flatMap(found -> found.parent).flatMap(this::find);
  }

  @Override
  public synchronized Termination terminate(ProcessRef process) {
    return signal(Signal.Kind.TERMINATE, process);
  }

  @Override
  public synchronized Termination kill(ProcessRef process) {
    return signal(Signal.Kind.KILL, process);
  }

  private Termination signal(Signal.Kind kind, ProcessRef process) {
    Optional<FakeProcess> target = same(process);
    if (target.isEmpty()) {
      return new Termination.Gone();
    }
    if (target.get().forbidden) {
      return new Termination.Failed("operation not permitted");
    }
    signals.add(new Signal(kind, process));
    if (kind == Signal.Kind.KILL || !target.get().ignoresTermination) {
      end(process.pid());
    }
    return new Termination.Signalled();
  }

  private Optional<FakeProcess> same(ProcessRef process) {
    return Optional.ofNullable(living.get(process.pid()))
        .filter(found -> found.ref.equals(process));
  }

  private FakeProcess require(long pid) {
    FakeProcess process = living.get(pid);
    if (process == null) {
      throw new IllegalArgumentException("no process " + pid + " was started");
    }
    return process;
  }

  private static final class FakeProcess {
    private final ProcessRef ref;
    private Optional<Long> parent;
    private boolean forbidden;
    private boolean ignoresTermination;

    FakeProcess(ProcessRef ref, Optional<Long> parent) {
      this.ref = ref;
      this.parent = parent;
    }
  }
}
