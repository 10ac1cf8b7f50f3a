package dev.peers.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A note on a terminal for what takes longer than half a second; it is wiped away at the end.
public final class Progress implements AutoCloseable {
  private static final long PATIENCE_MS = 500;
  private static final long PAUSE_MS = 100;
  private static final String WIPE = "\r\u001B[K";

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile String text;

  private Progress(PrintStream err, String text) {
    this.text = text;
    thread = Thread.ofVirtual().unstarted(() -> show(err));
  }

  /// Shows the text on standard error after a while, if a person looks at it.
  public static Progress on(PrintStream err, boolean terminal, String text) {
    Progress progress = new Progress(err, text);
    if (terminal) {
      progress.thread.start();
    }
    return progress;
  }

  /// Shows this text from now on.
  public void now(String newText) {
    text = newText;
  }

  private void show(PrintStream err) {
    try {
      if (ended.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
      String shown = text;
      print(err, shown + "...");
      while (!ended.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
        String now = text;
        if (!now.equals(shown)) {
          shown = now;
          print(err, WIPE + shown + "...");
        }
      }
      print(err, WIPE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(PrintStream err, String text) {
    err.print(text);
    err.flush();
  }

  /// Ends the note, before anything else is printed.
  @Override
  public void close() {
    ended.countDown();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
