package dev.peers.cli.daemon;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Writes what is logged to a file that only its owner can read. When the file has grown large it
/// becomes `<name>.1`, so that two are kept at most.
final class DaemonLog extends Handler {
  private static final long ROOM = 5_000_000;

  // The root is held: java.util.logging forgets what is set on a logger that nobody refers to.
  private static final Logger ROOT = Logger.getLogger("");

  private final Path file;
  private final Formatter formatter = new SimpleFormatter();
  private PrintWriter writer;
  private long written;

  private DaemonLog(Path file) throws IOException {
    this.file = file;
    this.writer = open();
    this.written = Files.size(file);
  }

  /// Sends everything that this process logs from now on to the file.
  ///
  /// @throws DaemonException if the file cannot be written
  static void start(Path file, System.Logger.Level level) {
    OwnerOnly.file(file);
    try {
      DaemonLog log = new DaemonLog(file);
      for (Handler other : ROOT.getHandlers()) {
        ROOT.removeHandler(other);
      }
      ROOT.addHandler(log);
      ROOT.setLevel(Level.WARNING);
      // The libraries below have much to say that concerns nobody.
      Logger ours = Logger.getLogger("dev.peers");
      ours.setLevel(levelOf(level));
      log.held = ours;
    } catch (IOException e) {
      throw new DaemonException(
          "cannot write the log " + file + " (" + OwnerOnly.reason(e) + ")", e);
    }
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

  private PrintWriter open() throws IOException {
    OwnerOnly.file(file);
    Writer target =
        new OutputStreamWriter(
            Files.newOutputStream(file, StandardOpenOption.APPEND), StandardCharsets.UTF_8);
    return new PrintWriter(target, false);
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    String text = format(entry);
    if (written > ROOM) {
      rotate();
    }
    writer.print(text);
    writer.flush();
    written += text.length();
  }

  private String format(LogRecord entry) {
    StringBuilder line = new StringBuilder();
    line.append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(entry.getLevel().getName()).append(' ').append(entry.getLoggerName()).append(": ");
    line.append(oneLine(formatter.formatMessage(entry))).append('\n');
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      line.append("  ").append(oneLine(thrown.toString())).append('\n');
      for (StackTraceElement frame : thrown.getStackTrace()) {
        line.append("    at ").append(frame).append('\n');
      }
    }
    return line.toString();
  }

  /// What comes from outside must not forge further lines of the log.
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private void rotate() {
    try {
      writer.close();
      Path old = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
      writer = open();
      written = 0;
    } catch (IOException e) {
      reportError(Instant.now() + " cannot begin a new log", e, ErrorManager.OPEN_FAILURE);
    }
  }

  @Override
  public synchronized void flush() {
    writer.flush();
  }

  @Override
  public synchronized void close() {
    writer.close();
  }
}
