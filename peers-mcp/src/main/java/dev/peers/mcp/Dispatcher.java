package dev.peers.mcp;

import dev.peers.core.model.ClientType;
import dev.peers.mcp.internal.rpc.Call;
import dev.peers.mcp.internal.rpc.Handler;
import dev.peers.mcp.internal.rpc.RpcError;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows the methods of the protocol. What needs the network is brought to life by the first thing
/// that asks for it, which the handshake does not.
final class Dispatcher implements Handler {
  private final Handshake handshake;
  private final ClientType clientType;
  private final Supplier<Network> network;
  private String protocol = "";

  Dispatcher(McpOptions options, Supplier<Network> network) {
    this.handshake = new Handshake(options.clientType(), options.version());
    this.clientType = options.clientType();
    this.network = network;
  }

  @Override
  public void request(Call call) {
    switch (call.method()) {
      case "initialize" -> initialize(call);
      case "ping" -> call.answer(JsonObject.EMPTY);
      case "tools/list" -> list(call, true);
      case "tools/call" -> callTool(call);
      case "prompts/list" -> list(call, false);
      case "prompts/get" -> getPrompt(call);
      default -> call.fail(RpcError.METHOD_NOT_FOUND, "Method not found: " + call.method());
    }
  }

  @Override
  public void notification(String method, JsonObject params) {
    if (method.equals("notifications/initialized")) {
      network.get().initialized();
    }
  }

  @Override
  public boolean takesBatches() {
    // Batches came with JSON-RPC itself and were taken out again with 2025-06-18.
    return protocol.compareTo("2025-06-18") < 0;
  }

  private void initialize(Call call) {
    if (call.isInBatch()) {
      call.fail(RpcError.INVALID_REQUEST, "Invalid Request: initialize cannot be in a batch");
      return;
    }
    protocol = Handshake.agreed(call.params().textIfAny("protocolVersion").orElse(""));
    call.answer(handshake.answer(protocol));
  }

  private static void list(Call call, boolean tools) {
    boolean cursor = call.params().get("cursor").filter(c -> c != Json.Null.NULL).isPresent();
    if (cursor) {
      call.fail(RpcError.INVALID_PARAMS, "Invalid params: there is no such cursor");
    } else {
      call.answer(tools ? ToolList.json() : Prompt.list());
    }
  }

  private static void getPrompt(Call call) {
    String name = call.params().textIfAny("name").orElse("");
    Optional<Prompt> prompt = Prompt.named(name);
    if (prompt.isEmpty()) {
      call.fail(
          RpcError.INVALID_PARAMS,
          "Invalid params: there is no prompt '" + JsonObject.excerpt(name) + "'");
      return;
    }
    try {
      call.answer(prompt.get().get(call.params().objectOrEmpty("arguments")));
    } catch (ToolInputException e) {
      call.fail(RpcError.INVALID_PARAMS, "Invalid params: " + e.getMessage());
    }
  }

  private void callTool(Call call) {
    if (clientType.equals(ClientType.CODEX)) {
      call.params()
          .objectOrEmpty("_meta")
          .textIfAny("threadId")
          .ifPresent(network.get()::useThread);
    }
    network.get().tools().begin(call);
  }
}
