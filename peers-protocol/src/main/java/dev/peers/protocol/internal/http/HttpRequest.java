package dev.peers.protocol.internal.http;

import dev.peers.core.BrokerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One request.
///
/// @param target the path with its query
/// @param secret the value of the header `Peers-Secret`
/// @param idempotent whether it may arrive twice
@SuppressWarnings("ArrayRecordComponent")
public record HttpRequest(
    String method, String target, Optional<String> secret, byte[] body, boolean idempotent) {
  public static HttpRequest get(String target, Optional<String> secret) {
    return new HttpRequest("GET", target, secret, new byte[0], true);
  }

  public static HttpRequest post(
      String target, Optional<String> secret, byte[] body, boolean idempotent) {
    return new HttpRequest("POST", target, secret, body, idempotent);
  }

  /// The request as it goes over the wire, in one piece.
  byte[] encode(String host, Optional<String> token) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    header(head, "Host", host);
    token.ifPresent(value -> header(head, "Authorization", "Bearer " + value));
    secret.ifPresent(value -> header(head, "Peers-Secret", value));
    if (method.equals("POST")) {
      header(head, "Content-Type", "application/json");
      header(head, "Content-Length", Integer.toString(body.length));
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private static void header(StringBuilder head, String name, String value) {
    if (!isVisible(value)) {
      String text = "the header " + name + " takes visible ASCII characters only";
      throw BrokerUnavailableException.notSent(text, new IllegalArgumentException(text));
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static boolean isVisible(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
