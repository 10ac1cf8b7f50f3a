package dev.peers.protocol;

import dev.peers.core.model.Wake;
import java.util.concurrent.CompletionStage;

/// What a broker's process knows of itself besides its network. Safe from any thread.
public interface BrokerInsight {
  CompletionStage<BrokerStatus> status();

  /// A peer reported how a wake went.
  void onWake(Wake wake);
}
