package com.example.bell;

import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.port.Notifier;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

// region bell
/// Tells a person of mail for the agents on the machine: rings the bell of a terminal and shows the
/// notice.
public final class TerminalBell implements Notifier {
  private static final char BELL = '\u0007';

  private final PrintStream terminal;

  public TerminalBell(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public CompletionStage<WakeStatus> wake(WakeEndpoint endpoint, String text) {
    terminal.println(BELL + text);
    // A print stream does not throw; it says afterwards that it is broken.
    boolean rang = !terminal.checkError();
    return CompletableFuture.completedStage(rang ? WakeStatus.QUEUED : WakeStatus.FAILED);
  }
}
// endregion
