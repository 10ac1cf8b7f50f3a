package dev.peers.cli.logs;

import dev.peers.cli.files.LogFile;
import dev.peers.core.text.PlainText;
import java.io.IOException;
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
public final class LogHandler extends Handler {
  private static final String OURS = "dev.peers";

  // Held, because java.util.logging forgets what is set on a logger that nobody refers to. Not in a
  // static field: it would be empty while java.util.logging has itself set up by this class.
  private final Logger ours = Logger.getLogger(OURS);

  private final LogFile file;
  private final String mark;
  private final Formatter formatter = new SimpleFormatter();

  LogHandler(LogFile file, String mark) {
    this.file = file;
    this.mark = mark;
  }

  /// Sends everything that this process logs from now on to the file, and nowhere else.
  ///
  /// @param mark what every entry has after its time, such as a process id where several write
  public static void install(LogFile file, System.Logger.Level level, String mark) {
    LogHandler handler = new LogHandler(file, mark);
    Logger root = bareRoot();
    root.addHandler(handler);
    // The libraries below have much to say that concerns nobody.
    root.setLevel(level == System.Logger.Level.OFF ? Level.OFF : Level.WARNING);
    handler.ours.setLevel(levelOf(level));
  }

  /// Drops everything that this process logs from now on.
  public static void silence() {
    bareRoot().setLevel(Level.OFF);
  }

  private static Logger bareRoot() {
    Logger root = Logger.getLogger("");
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    return root;
  }

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
    line.append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(mark);
    line.append(entry.getLevel().getName()).append(' ').append(entry.getLoggerName()).append(": ");
    line.append(PlainText.line(formatter.formatMessage(entry))).append('\n');
    Throwable thrown = entry.getThrown();
    if (thrown != null && !isOurs(entry)) {
      line.setLength(line.length() - 1);
      line.append(" (").append(PlainText.line(thrown.toString())).append(")\n");
    } else if (thrown != null) {
      line.append("  ").append(PlainText.line(thrown.toString())).append('\n');
      for (StackTraceElement frame : thrown.getStackTrace()) {
        line.append("    at ").append(frame).append('\n');
      }
    }
    return line.toString();
  }

  /// What libraries log of clients that break off or break the rules is worth a line each and no
  /// stack trace: whoever connects could fill the log with it.
  private static boolean isOurs(LogRecord entry) {
    String name = String.valueOf(entry.getLoggerName());
    return name.equals(OURS) || name.startsWith(OURS + ".");
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
