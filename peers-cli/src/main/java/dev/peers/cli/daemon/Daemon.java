package dev.peers.cli.daemon;

import dev.peers.core.PeersException;
import dev.peers.protocol.Management;
import dev.peers.protocol.Settings;
import dev.peers.transport.uds.BrokerLock;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The broker's process. It takes the lock before it looks at anything else, so that a second one
/// leaves everything of the first as it is.
public final class Daemon {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Settings settings;
  private final boolean managed;
  private final String version;
  private final PrintStream err;
  private final StartMark mark;

  private Daemon(Settings settings, boolean managed, String version, PrintStream err) {
    this.settings = settings;
    this.managed = managed;
    this.version = version;
    this.err = err;
    this.mark = StartMark.of(settings);
  }

  /// Serves until it is told to stop.
  ///
  /// @param managed whether a service manager owns it, so that it stays when idle, and takes over
  ///   from a broker that a client started
  /// @return 0 if it stopped as told, 1 if it could not start
  public static int run(Settings settings, boolean managed, String version, PrintStream err) {
    try {
      return new Daemon(settings, managed, version, err).lockAndServe();
    } catch (DaemonException | PeersException | UncheckedIOException e) {
      err.println(startError(e));
      return FAILED;
    }
  }

  private static String startError(RuntimeException e) {
    return "peers broker: " + e.getMessage();
  }

  private int lockAndServe() {
    Path lockFile = settings.lockFile();
    BrokerFiles.folderOf(lockFile);
    BrokerFiles.folderOf(settings.socket());
    Optional<BrokerLock> lock = BrokerLock.tryAcquire(lockFile);
    if (lock.isEmpty() && managed) {
      lock = TakeOver.from(settings);
    }
    if (lock.isEmpty()) {
      err.println(
          "peers broker: another broker serves "
              + settings.socket()
              + " already. 'peers status' asks it, 'peers kill-broker' stops it.");
      return FAILED;
    }
    try (BrokerLock held = lock.get()) {
      mark.renew();
      DaemonLog.start(settings);
      return serve(held);
    } finally {
      mark.clear();
    }
  }

  private int serve(BrokerLock lock) {
    System.Logger log = System.getLogger("dev.peers.cli");
    StopSignal stop = new StopSignal();
    try (Assembly assembly =
        Assembly.start(settings, version, management(), () -> stop.order("a request"))) {
      stop.onSignals(2 * GRACE.toSeconds());
      if (!managed && settings.idleExit().isPositive()) {
        assembly.leaveWhenIdle(settings.idleExit(), () -> stop.order("nobody being here"));
      }
      assembly.leaveWhenUnreachable(lock, () -> stop.order("its socket or lock file being gone"));
      mark.clear();
      String ready = "ready on " + assembly.addresses() + ", pid " + ProcessHandle.current().pid();
      log.log(Level.INFO, "peers broker {0} {1}", version, ready);
      if (!printsToLog()) {
        err.println("peers broker " + version + " " + ready);
      }
      log.log(Level.INFO, "Stopping because of {0}", stop.await());
      assembly.stop(GRACE);
    } catch (PeersException e) {
      log.log(Level.ERROR, "The broker cannot start: " + e.getMessage(), e);
      if (!printsToLog()) {
        err.println(startError(e));
      }
      return FAILED;
    }
    log.log(Level.INFO, "Stopped");
    stop.done();
    return OK;
  }

  private Management management() {
    if (managed) {
      return Management.SERVICE;
    }
    return printsToLog() ? Management.ON_DEMAND : Management.FOREGROUND;
  }

  /// Whether standard error goes to the log, as that of a broker does which was started on demand:
  /// then everything would stand there twice.
  private boolean printsToLog() {
    try {
      return Files.isSameFile(Path.of("/dev/fd/2"), settings.logFile());
    } catch (IOException e) {
      return false;
    }
  }
}
