package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import java.util.List;

/// One way to tell this server's own agent of mail.
interface Waker {
  WakeTransport transport();

  /// Whether it hands over the messages themselves, and not just the news that there are some.
  boolean carriesText();

  /// Tells the agent of these messages, oldest first. Takes a bounded time.
  WakeStatus wake(List<Envelope> mail) throws InterruptedException;
}
