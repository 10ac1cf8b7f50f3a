package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Party;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.mcp.text.Fence;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/// Pushes messages into a Claude Code session as channel notifications. The client may drop them
/// without a word, so a push is a courtesy and proves nothing.
final class ChannelPush implements Waker {
  static final String METHOD = "notifications/claude/channel";

  private final Gate ready;
  private final Function<JsonObject, Boolean> push;

  /// @param ready opened when the client takes pushes
  /// @param push sends the parameters; says whether they were written
  ChannelPush(Gate ready, Function<JsonObject, Boolean> push) {
    this.ready = ready;
    this.push = push;
  }

  @Override
  public WakeTransport transport() {
    return WakeTransport.CHANNEL;
  }

  @Override
  public boolean carriesText() {
    return true;
  }

  @Override
  public WakeStatus wake(List<Envelope> mail) throws InterruptedException {
    ready.await();
    boolean all = true;
    for (Envelope envelope : mail) {
      all = all && push.apply(params(envelope));
    }
    return all ? WakeStatus.QUEUED : WakeStatus.FAILED;
  }

  private static JsonObject params(Envelope envelope) {
    Party from = envelope.from();
    // The client drops a push whose meta values are not all strings.
    JsonObject meta =
        Json.object()
            .put("from_id", envelope.message().from().value())
            .put("from_summary", Fence.attribute(from.summary(), 200))
            .put("from_cwd", Fence.attribute(from.cwd(), 500))
            .put("sent_at", envelope.message().sentAt().toString())
            .build();
    return Json.object().put("content", Fence.around(envelope)).put("meta", meta).build();
  }
}
