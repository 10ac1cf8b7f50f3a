package dev.peers.core.port;

import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import java.util.concurrent.CompletionStage;

/// Tells an agent's client that mail has come.
@FunctionalInterface
public interface Notifier {
  /// Hands the text to the endpoint. Returns at once; the stage completes with what came of it
  /// ([WakeStatus#QUEUED], [WakeStatus#FAILED] or [WakeStatus#AMBIGUOUS]) within a bounded time and
  /// never exceptionally.
  CompletionStage<WakeStatus> wake(WakeEndpoint endpoint, String text);
}
