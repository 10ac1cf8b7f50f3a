package dev.peers.mcp;

import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.port.Notifier;
import dev.peers.testkit.FakeInbox;
import dev.peers.testkit.contract.NotifierContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract, with a socket that takes lines as an inbox does.
final class SystemNotifierContractTest implements NotifierContract {
  private final FakeInbox inbox;

  SystemNotifierContractTest(@TempDir Path folder) throws IOException {
    inbox = FakeInbox.open(folder.resolve("s"));
  }

  @AfterEach
  void close() throws IOException {
    inbox.close();
  }

  @Override
  public Notifier notifier() {
    return new SystemNotifier("codex", Duration.ofSeconds(5));
  }

  @Override
  public WakeEndpoint endpoint() {
    return new WakeEndpoint(
        WakeTransport.CLAUDE_INBOX, inbox.path().toString(), Optional.of("token"));
  }
}
