package dev.peers.mcp.internal.wake;

import dev.peers.core.model.WakeStatus;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Queues a text for a thread through the `codex queue` command. That it was accepted does not say
/// that it was read.
public final class CodexQueue {
  private static final int MAX_OUTPUT = 16_384;
  private static final Duration OUTPUT_WAIT = Duration.ofMillis(200);

  private final String program;
  private final Duration timeout;

  /// @param program the name or path of the command
  public CodexQueue(String program, Duration timeout) {
    this.program = program;
    this.timeout = timeout;
  }

  /// Runs the command and waits for its end, not longer than the time-out; then it is killed.
  public WakeStatus queue(String thread, String text) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(program, "queue", "--thread", thread, "--message", text)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .start();
    } catch (IOException e) {
      return WakeStatus.FAILED;
    }
    try {
      Output output = new Output(process.getInputStream());
      Thread reader = Thread.ofPlatform().daemon().name("codex-output").start(output);
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return WakeStatus.AMBIGUOUS;
      }
      // Something that the command left behind may hold its output open.
      reader.join(OUTPUT_WAIT);
      return status(process.exitValue(), output.text());
    } finally {
      kill(process);
    }
  }

  private static WakeStatus status(int exit, String output) {
    String said = output.toLowerCase(Locale.ROOT);
    if (exit == 0) {
      return WakeStatus.QUEUED;
    }
    boolean unknown = said.contains("no rollout found") || said.contains("thread not found");
    return exit == 126 || exit == 127 || unknown ? WakeStatus.FAILED : WakeStatus.AMBIGUOUS;
  }

  private static void kill(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      // It is closed as far as this side is concerned.
    }
  }

  /// Reads the output to its end and keeps the beginning.
  private static final class Output implements Runnable {
    private final InputStream in;
    private final StringBuilder kept = new StringBuilder();

    Output(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      byte[] chunk = new byte[4096];
      try {
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          keep(new String(chunk, 0, n, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // The process was killed.
      }
    }

    private synchronized void keep(String text) {
      if (kept.length() < MAX_OUTPUT) {
        kept.append(text);
      }
    }

    synchronized String text() {
      return kept.toString();
    }
  }
}
