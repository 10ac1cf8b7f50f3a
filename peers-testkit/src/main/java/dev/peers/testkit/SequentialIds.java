package dev.peers.testkit;

import dev.peers.core.model.PeerId;
import dev.peers.core.model.Secret;
import dev.peers.core.port.Ids;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;

/// Ids that count: `00000001`, `00000002` and so on, and secrets likewise. Safe from any thread.
public final class SequentialIds implements Ids {
  private final Queue<PeerId> next = new ArrayDeque<>();
  private int ids;
  private int secrets;

  /// Gives these ids first, so that a test can provoke a collision.
  public synchronized SequentialIds thenGive(PeerId... first) {
    next.addAll(List.of(first));
    return this;
  }

  @Override
  public synchronized PeerId peerId() {
    PeerId given = next.poll();
    return given != null ? given : new PeerId(HexFormat.of().toHexDigits(++ids));
  }

  @Override
  public synchronized Secret secret() {
    return new Secret("secret-" + ++secrets);
  }
}
