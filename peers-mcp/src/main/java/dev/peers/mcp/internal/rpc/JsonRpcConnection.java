package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.Json.Null;
import dev.peers.protocol.json.JsonException;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A JSON-RPC 2.0 connection over a pair of streams, one message per line. Nothing that a client
/// writes ends it: what is wrong is answered with an error, and the next line is read.
///
/// [#run(Handler)] belongs to one thread; everything else is safe from any.
public final class JsonRpcConnection {
  private static final int MAX_BATCH = 100;

  private final LineReader reader;
  private final LineWriter writer;
  private final int maxLine;

  /// By their ids, written as JSON.
  private final Map<String, Call> open = new ConcurrentHashMap<>();

  public JsonRpcConnection(InputStream in, OutputStream out, int maxLine) {
    this.reader = new LineReader(in, maxLine);
    this.writer = new LineWriter(out);
    this.maxLine = maxLine;
  }

  /// Reads messages and has them handled until the input ends.
  public void run(Handler handler) {
    try {
      for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
        if (line.get() instanceof Line.Text(String text)) {
          line(text, handler);
        } else {
          refuse(
              Null.NULL,
              RpcError.INVALID_REQUEST,
              "Invalid Request: a line has at most " + maxLine + " bytes");
        }
      }
    } catch (IOException e) {
      // A broken input is an input that has ended.
    }
  }

  /// Sends a notification; answers whether it was written.
  public boolean notify(String method, JsonObject params) {
    return writer.write(JsonRpc.notification(method, params));
  }

  private void line(String text, Handler handler) {
    if (text.isBlank()) {
      return;
    }
    Json message;
    try {
      message = Json.parse(text);
    } catch (JsonException e) {
      refuse(Null.NULL, RpcError.PARSE_ERROR, "Parse error: " + e.getMessage());
      return;
    }
    if (message instanceof Json.Arr(List<Json> items)) {
      batch(items, handler);
    } else {
      Incoming.of(message).ifPresent(incoming -> single(incoming, handler));
    }
  }

  private void single(Incoming incoming, Handler handler) {
    // No switch over patterns: the JVM links one when it first comes here.
    if (incoming instanceof Incoming.Request request) {
      begin(request, false, new SingleSink(), handler);
    } else if (incoming instanceof Incoming.Notification notification) {
      notification(notification, handler);
    } else if (incoming instanceof Incoming.Invalid(Json id, RpcError error)) {
      writer.write(JsonRpc.error(id, error));
    }
  }

  private void batch(List<Json> items, Handler handler) {
    if (!handler.takesBatches() || items.isEmpty() || items.size() > MAX_BATCH) {
      String why =
          handler.takesBatches()
              ? "a batch has 1 to " + MAX_BATCH + " messages"
              : "this protocol version has no batches";
      refuse(Null.NULL, RpcError.INVALID_REQUEST, "Invalid Request: " + why);
      return;
    }
    List<Incoming> all = items.stream().flatMap(i -> Incoming.of(i).stream()).toList();
    int answers = (int) all.stream().filter(i -> !(i instanceof Incoming.Notification)).count();
    BatchReply reply = new BatchReply(writer, answers);
    for (Incoming incoming : all) {
      switch (incoming) {
        case Incoming.Request request -> begin(request, true, new BatchSink(reply), handler);
        case Incoming.Notification notification -> notification(notification, handler);
        case Incoming.Invalid(Json id, RpcError error) ->
            reply.done(Optional.of(JsonRpc.error(id, error)), written -> {});
      }
    }
  }

  private void begin(Incoming.Request request, boolean inBatch, Call.Sink sink, Handler handler) {
    Call call = new Call(request.id(), request.method(), request.params(), inBatch, sink);
    if (open.putIfAbsent(request.id().toString(), call) != null) {
      call.fail(RpcError.INVALID_REQUEST, "Invalid Request: this id is in use");
      return;
    }
    try {
      handler.request(call);
    } catch (RuntimeException e) {
      call.fail(RpcError.INTERNAL_ERROR, "Internal error: " + e);
    }
  }

  private void notification(Incoming.Notification notification, Handler handler) {
    if (notification.method().equals("notifications/cancelled")) {
      notification
          .params()
          .get("requestId")
          .flatMap(id -> Optional.ofNullable(open.get(id.toString())))
          .filter(call -> !call.method().equals("initialize"))
          .ifPresent(Call::cancel);
    } else {
      handler.notification(notification.method(), notification.params());
    }
  }

  private void refuse(Json id, int code, String message) {
    writer.write(JsonRpc.error(id, new RpcError(code, message)));
  }

  private final class SingleSink implements Call.Sink {
    @Override
    public void done(Call call, Optional<Json> message, Call.Written written) {
      open.remove(call.id().toString(), call);
      written.done(message.isPresent() && writer.write(message.get()));
    }

    @Override
    public void progress(Json message) {
      writer.write(message);
    }
  }

  private final class BatchSink implements Call.Sink {
    private final BatchReply reply;

    BatchSink(BatchReply reply) {
      this.reply = reply;
    }

    @Override
    public void done(Call call, Optional<Json> message, Call.Written written) {
      open.remove(call.id().toString(), call);
      reply.done(message, written);
    }

    @Override
    public void progress(Json message) {
      writer.write(message);
    }
  }
}
