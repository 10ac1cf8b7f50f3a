package dev.peers.mcp;

import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.port.Notifier;
import dev.peers.mcp.internal.wake.ClaudeInbox;
import dev.peers.mcp.internal.wake.CodexQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/// Wakes agents of this machine: a line on a Claude Code session's inbox socket, or `codex queue`.
/// Thread-safe. No more than [#MAX_AT_ONCE] wakes run at the same time; any beyond fail at once, so
/// that programs which hang cannot pile up.
public final class SystemNotifier implements Notifier {
  /// How many wakes may be under way.
  public static final int MAX_AT_ONCE = 32;

  private final ClaudeInbox inbox;
  private final CodexQueue queue;
  private final Semaphore free = new Semaphore(MAX_AT_ONCE);

  /// @param codex the name or path of the Codex command
  /// @param timeout how long one wake may take
  public SystemNotifier(String codex, Duration timeout) {
    this.inbox = new ClaudeInbox(timeout);
    this.queue = new CodexQueue(codex, timeout);
  }

  /// A notifier that finds `codex` on the search path and gives a wake five seconds.
  public static SystemNotifier create() {
    return new SystemNotifier("codex", McpTimings.DEFAULTS.wakeTimeout());
  }

  @Override
  public CompletionStage<WakeStatus> wake(WakeEndpoint endpoint, String text) {
    if (!free.tryAcquire()) {
      return CompletableFuture.completedFuture(WakeStatus.FAILED);
    }
    CompletableFuture<WakeStatus> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("wake")
        .start(
            () -> {
              WakeStatus status = WakeStatus.AMBIGUOUS;
              try {
                status = wakeNow(endpoint, text);
              } finally {
                free.release();
                result.complete(status);
              }
            });
    return result;
  }

  WakeStatus wakeNow(WakeEndpoint endpoint, String text) {
    try {
      return switch (endpoint.transport()) {
        case CLAUDE_INBOX -> inbox.post(endpoint.address(), endpoint.secret(), text);
        case CODEX_QUEUE -> queue.queue(endpoint.address(), text);
        case CHANNEL -> WakeStatus.NONE;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WakeStatus.AMBIGUOUS;
    }
  }
}
