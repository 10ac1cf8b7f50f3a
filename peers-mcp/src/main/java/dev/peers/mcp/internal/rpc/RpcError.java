package dev.peers.mcp.internal.rpc;

/// An error of JSON-RPC 2.0.
///
/// @param code one of the constants
public record RpcError(int code, String message) {
  public static final int PARSE_ERROR = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL_ERROR = -32603;

  /// More at once than this server takes; try again later.
  public static final int BUSY = -32000;
}
