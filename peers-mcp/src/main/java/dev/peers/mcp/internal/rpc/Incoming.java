package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.Json.Null;
import dev.peers.protocol.json.JsonObject;
import java.util.Optional;

/// A message from the client, told apart.
sealed interface Incoming {
  /// Something to answer.
  record Request(Json id, String method, JsonObject params) implements Incoming {}

  /// Something to know, never answered.
  record Notification(String method, JsonObject params) implements Incoming {}

  /// Something that is none of these.
  record Invalid(Json id, RpcError error) implements Incoming {}

  /// Tells what a JSON value is. Empty for an answer, because this side asks nothing.
  static Optional<Incoming> of(Json message) {
    if (!(message instanceof JsonObject object)) {
      return invalid(Null.NULL, "a message is an object");
    }
    Optional<Json> id = object.get("id");
    boolean usable = id.filter(i -> i instanceof Json.Str || i instanceof Json.Num).isPresent();
    Json answerTo = usable ? id.get() : Null.NULL;
    if (!object.textIfAny("jsonrpc").equals(Optional.of("2.0"))) {
      return invalid(answerTo, "jsonrpc must be \"2.0\"");
    }
    Optional<String> method = object.textIfAny("method");
    if (method.isEmpty()) {
      boolean answer = object.get("result").isPresent() || object.get("error").isPresent();
      return answer ? Optional.empty() : invalid(answerTo, "method must be a string");
    }
    if (id.isPresent() && !usable) {
      return invalid(Null.NULL, "id must be a string or a number");
    }
    return Optional.of(told(object, id, method.get()));
  }

  private static Incoming told(JsonObject object, Optional<Json> id, String method) {
    Json params = object.get("params").orElse(JsonObject.EMPTY);
    JsonObject fields = params instanceof JsonObject obj ? obj : JsonObject.EMPTY;
    if (id.isEmpty()) {
      return new Notification(method, fields);
    }
    if (!(params instanceof JsonObject) && params != Null.NULL) {
      return new Invalid(
          id.get(),
          new RpcError(RpcError.INVALID_PARAMS, "Invalid params: they must be an object"));
    }
    return new Request(id.get(), method, fields);
  }

  private static Optional<Incoming> invalid(Json id, String why) {
    return Optional.of(
        new Invalid(id, new RpcError(RpcError.INVALID_REQUEST, "Invalid Request: " + why)));
  }
}
