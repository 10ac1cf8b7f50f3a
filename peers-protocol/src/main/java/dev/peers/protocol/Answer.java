package dev.peers.protocol;

import dev.peers.core.Refusal;
import dev.peers.protocol.internal.wire.ReplyJson;
import dev.peers.protocol.json.Json;

/// What the broker answers to one request. The array is not copied: whoever makes or takes an
/// answer leaves it alone.
///
/// @param status the HTTP status
/// @param contentType the value of the `Content-Type` header
/// @param body the whole body
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, String contentType, byte[] body) {
  private static final String JSON = "application/json";

  /// A refusal whose status says that it is one: for event streams, and wherever a client looks for
  /// no `ok`.
  public static Answer refusal(Refusal refusal) {
    int status =
        switch (refusal.code()) {
          case INVALID_REQUEST, MESSAGE_TOO_LARGE -> 400;
          case WRONG_SECRET, KILL_REFUSED -> 403;
          case UNKNOWN_PEER, UNKNOWN_SENDER, PEER_NOT_FOUND, MESSAGE_NOT_FOUND -> 404;
          case NAME_TAKEN -> 409;
          case RATE_LIMITED, INBOX_FULL, LOOPING -> 429;
          case STORE_FAILED, BUSY, CLOSING -> 503;
          case UNSUPPORTED -> 501;
        };
    return json(status, Json.writeObject(out -> ReplyJson.writeRefusal(refusal, out)));
  }

  /// An answer that says what was wrong: `{"ok":false,"error":text,"reason":code}`. Transports use
  /// it for what they refuse themselves.
  public static Answer error(int status, String text, Refusal.Code reason) {
    return error(status, text, reason.toString());
  }

  static Answer error(int status, String text, String reason) {
    return json(
        status,
        Json.writeObject(out -> out.put("ok", false).put("error", text).put("reason", reason)));
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, body);
  }
}
