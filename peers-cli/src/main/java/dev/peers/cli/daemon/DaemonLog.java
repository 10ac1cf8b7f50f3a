package dev.peers.cli.daemon;

import dev.peers.cli.files.LogFile;
import dev.peers.core.text.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Writes what is logged to a file.
final class DaemonLog extends Handler {
  private static final long ROOM = 5_000_000;

  // The root is held: java.util.logging forgets what is set on a logger that nobody refers to.
  private static final Logger ROOT = Logger.getLogger("");

  private final LogFile file;
  private final Formatter formatter = new SimpleFormatter();

  private DaemonLog(LogFile file) {
    this.file = file;
  }

  /// Sends everything that this process logs from now on to the file.
  ///
  /// @throws DaemonException if the file cannot be written
  static void start(Path file, System.Logger.Level level) {
    BrokerFiles.file(file);
    DaemonLog log = new DaemonLog(new LogFile(file, ROOM));
    for (Handler other : ROOT.getHandlers()) {
      ROOT.removeHandler(other);
    }
    ROOT.addHandler(log);
    ROOT.setLevel(Level.WARNING);
    // The libraries below have much to say that concerns nobody.
    Logger ours = Logger.getLogger("dev.peers");
    ours.setLevel(levelOf(level));
    log.held = ours;
  }

  @SuppressWarnings("UnusedVariable")
  private Logger held = ROOT;

  private static Level levelOf(System.Logger.Level level) {
    return switch (level) {
      case ALL, TRACE, DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    try {
      file.append(format(entry));
    } catch (IOException e) {
      reportError(Instant.now() + " cannot write the log", e, ErrorManager.WRITE_FAILURE);
    }
  }

  private String format(LogRecord entry) {
    StringBuilder line = new StringBuilder();
    line.append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(entry.getLevel().getName()).append(' ').append(entry.getLoggerName()).append(": ");
    line.append(PlainText.line(formatter.formatMessage(entry))).append('\n');
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      line.append("  ").append(PlainText.line(thrown.toString())).append('\n');
      for (StackTraceElement frame : thrown.getStackTrace()) {
        line.append("    at ").append(frame).append('\n');
      }
    }
    return line.toString();
  }

  @Override
  public void flush() {
    // Every entry is written at once.
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
