package dev.peers.transport.http.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/// An I/O thread in the sense of XNIO with a selector of its own, so that it serves whatever socket
/// channel the JDK can select: XNIO's own threads take TCP only.
///
/// Everything of one connection happens on one such thread. [#execute] is safe from any thread.
final class IoThread extends XnioIoThread {
  private static final Logger LOG = System.getLogger(IoThread.class.getName());

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final AtomicLong timerNumbers = new AtomicLong();
  private volatile boolean stopped;

  IoThread(XnioWorker worker, int number, String name) throws IOException {
    super(worker, number, name);
    this.selector = Selector.open();
    setDaemon(true);
  }

  SelectionKey register(SocketChannel channel, SocketConduit conduit)
      throws ClosedChannelException {
    return channel.register(selector, 0, conduit);
  }

  /// Makes a change of interest or a closed channel take effect that another thread brought about.
  /// The JDK lets go of a closed channel only when the selector runs: without this, the other side
  /// would wait for its end.
  void wakeUp() {
    if (Thread.currentThread() != this) {
      selector.wakeup();
    }
  }

  /// Closes all connections and ends the thread.
  void shutDown() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try (selector) {
      while (!stopped) {
        select();
        handleReady();
        runTasks();
        runTimers();
      }
      closeConnections();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the I/O thread " + getName() + " broke", e);
    }
  }

  private void select() throws IOException {
    if (tasks.isEmpty()) {
      selector.select(untilNextTimer());
    } else {
      selector.selectNow();
    }
  }

  private void handleReady() {
    // A copy, for handlers may close channels and so change the set.
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      try {
        ((SocketConduit) key.attachment()).ready(key.readyOps());
      } catch (CancelledKeyException e) {
        LOG.log(Level.TRACE, "closed meanwhile", e);
      }
    }
  }

  private void runTasks() {
    // Tasks that tasks add wait for the next round, so that they cannot starve the sockets.
    for (int i = tasks.size(); i > 0; i--) {
      Runnable task = tasks.poll();
      if (task != null) {
        runSafely(task);
      }
    }
  }

  private void runTimers() {
    for (Timer due = nextDue(); due != null; due = nextDue()) {
      runSafely(due.task);
    }
  }

  private void closeConnections() {
    for (SelectionKey key : List.copyOf(selector.keys())) {
      runSafely(((SocketConduit) key.attachment())::closeConnection);
    }
    runTasks();
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a task of an I/O thread failed", e);
    }
  }

  @Override
  public void execute(Runnable command) {
    if (stopped) {
      throw new RejectedExecutionException("the I/O thread " + getName() + " has ended");
    }
    tasks.add(command);
    wakeUp();
  }

  @Override
  public Key executeAfter(Runnable command, long time, TimeUnit unit) {
    Timer timer =
        new Timer(
            System.nanoTime() + unit.toNanos(time), timerNumbers.incrementAndGet(), command, this);
    boolean first;
    synchronized (timers) {
      timers.add(timer);
      first = timer.equals(timers.peek());
    }
    if (first) {
      wakeUp();
    }
    return timer;
  }

  @Override
  public Key executeAtInterval(Runnable command, long time, TimeUnit unit) {
    Repetition repetition = new Repetition(this, command, time, unit);
    repetition.scheduleNext();
    return repetition;
  }

  /// Milliseconds, at least one, rounded up so that the timer is due then; 0 means for ever.
  private long untilNextTimer() {
    synchronized (timers) {
      Timer next = timers.peek();
      if (next == null) {
        return 0;
      }
      return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.due - System.nanoTime()) + 1);
    }
  }

  private @Nullable Timer nextDue() {
    synchronized (timers) {
      Timer next = timers.peek();
      return next != null && next.due - System.nanoTime() <= 0 ? timers.poll() : null;
    }
  }

  private boolean remove(Timer timer) {
    synchronized (timers) {
      return timers.remove(timer);
    }
  }

  private record Timer(long due, long number, Runnable task, IoThread owner)
      implements Key, Comparable<Timer> {
    @Override
    public boolean remove() {
      return owner.remove(this);
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.signum(due - other.due);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  /// A timer that sets itself again. Its lock keeps a removal from slipping through between two.
  private static final class Repetition implements Key {
    private final IoThread owner;
    private final Runnable command;
    private final long pause;
    private final TimeUnit unit;
    private boolean removed;

    Repetition(IoThread owner, Runnable command, long pause, TimeUnit unit) {
      this.owner = owner;
      this.command = command;
      this.pause = pause;
      this.unit = unit;
    }

    synchronized void scheduleNext() {
      if (!removed) {
        owner.executeAfter(this::run, pause, unit);
      }
    }

    private void run() {
      if (!isRemoved()) {
        try {
          command.run();
        } finally {
          scheduleNext();
        }
      }
    }

    private synchronized boolean isRemoved() {
      return removed;
    }

    @Override
    public synchronized boolean remove() {
      boolean first = !removed;
      removed = true;
      return first;
    }
  }
}
