package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.Optional;

/// A request that waits for its one answer. It is over once it was answered or cancelled; whatever
/// comes later does nothing. Thread-safe.
public final class Call {
  private final Json id;
  private final String method;
  private final JsonObject params;
  private final boolean inBatch;
  private final Sink sink;
  private boolean over;
  private boolean cancelled;
  private Optional<Runnable> onCancel = Optional.empty();

  /// Where the outcome goes.
  interface Sink {
    /// @param written told whether the message went out
    void done(Call call, Optional<Json> message, Written written);

    void progress(Json message);
  }

  /// Learns whether an answer was written and flushed.
  @FunctionalInterface
  public interface Written {
    void done(boolean written);
  }

  Call(Json id, String method, JsonObject params, boolean inBatch, Sink sink) {
    this.id = id;
    this.method = method;
    this.params = params;
    this.inBatch = inBatch;
    this.sink = sink;
  }

  public String method() {
    return method;
  }

  public JsonObject params() {
    return params;
  }

  public boolean isInBatch() {
    return inBatch;
  }

  Json id() {
    return id;
  }

  public void answer(Json result) {
    answer(result, written -> {});
  }

  /// Answers, and tells afterwards whether the answer went out. For a call that is over already it
  /// did not.
  public void answer(Json result, Written written) {
    finish(Optional.of(JsonRpc.result(id, result)), written);
  }

  public void fail(int code, String message) {
    finish(Optional.of(JsonRpc.error(id, new RpcError(code, message))), written -> {});
  }

  /// What to do if the client does not want the answer any more; at once if that is so already.
  public void whenCancelled(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        onCancel = Optional.of(action);
        return;
      }
    }
    action.run();
  }

  void cancel() {
    Optional<Runnable> action;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      cancelled = true;
      action = onCancel;
    }
    sink.done(this, Optional.empty(), written -> {});
    action.ifPresent(Runnable::run);
  }

  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  private synchronized boolean isOver() {
    return over;
  }

  /// Tells a client that asked for it how far the call has come.
  public void progress(long done, long total, String message) {
    Optional<Json> token = params.objectOrEmpty("_meta").get("progressToken");
    boolean asked = token.filter(t -> t instanceof Json.Str || t instanceof Json.Num).isPresent();
    if (asked && !isOver()) {
      JsonObject progress =
          Json.object()
              .put("progressToken", token.get())
              .put("progress", done)
              .put("total", total)
              .put("message", message)
              .build();
      sink.progress(JsonRpc.notification("notifications/progress", progress));
    }
  }

  private void finish(Optional<Json> message, Written written) {
    if (end()) {
      sink.done(this, message, written);
    } else {
      written.done(false);
    }
  }
}
