package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeText;
import dev.peers.core.model.WakeTransport;
import java.util.List;

/// Wakes the agent through its client's inbox socket or queue, once for however many messages.
final class EndpointWaker implements Waker {
  private final WakeEndpoint endpoint;
  private final SystemNotifier notifier;

  EndpointWaker(WakeEndpoint endpoint, SystemNotifier notifier) {
    this.endpoint = endpoint;
    this.notifier = notifier;
  }

  @Override
  public WakeTransport transport() {
    return endpoint.transport();
  }

  @Override
  public boolean carriesText() {
    return false;
  }

  @Override
  public WakeStatus wake(List<Envelope> mail) {
    return notifier.wakeNow(endpoint, WakeText.from(mail.getLast().from()));
  }
}
