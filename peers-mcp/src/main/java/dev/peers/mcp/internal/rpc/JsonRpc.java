package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;

/// The messages of JSON-RPC 2.0.
final class JsonRpc {
  private JsonRpc() {}

  static Json result(Json id, Json result) {
    return Json.object().put("jsonrpc", "2.0").put("id", id).put("result", result).build();
  }

  static Json error(Json id, RpcError error) {
    JsonObject body =
        Json.object().put("code", error.code()).put("message", error.message()).build();
    return Json.object().put("jsonrpc", "2.0").put("id", id).put("error", body).build();
  }

  static Json notification(String method, JsonObject params) {
    return Json.object().put("jsonrpc", "2.0").put("method", method).put("params", params).build();
  }
}
