package com.example.bell;

// region contract
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.port.Notifier;
import dev.peers.testkit.contract.NotifierContract;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;

class TerminalBellContractTest implements NotifierContract {
  @Override
  public Notifier notifier() {
    return new TerminalBell(new PrintStream(OutputStream.nullOutputStream()));
  }

  @Override
  public WakeEndpoint endpoint() {
    return new WakeEndpoint(WakeTransport.CODEX_QUEUE, "thread-1", Optional.empty());
  }
}
// endregion
