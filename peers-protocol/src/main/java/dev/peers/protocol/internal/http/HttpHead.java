package dev.peers.protocol.internal.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The head of an answer.
///
/// @param headers by lower-case name
record HttpHead(int status, Map<String, String> headers, boolean keepAlive) {
  private static final int MAX_HEADERS = 100;

  static HttpHead read(HttpBytes in) throws IOException {
    HttpHead head = readOne(in);
    while (head.status < 200) {
      head = readOne(in);
    }
    return head;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static HttpHead readOne(HttpBytes in) throws IOException {
    String line = in.line();
    int status = status(line);
    Map<String, String> headers = readHeaders(in);
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean keepAlive =
        line.startsWith("HTTP/1.1")
            ? !connection.contains("close")
            : connection.contains("keep-alive");
    return new HttpHead(status, headers, keepAlive);
  }

  private static int status(String line) throws IOException {
    boolean shaped = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    int status = 0;
    for (int i = 9; shaped && i < 12; i++) {
      char c = line.charAt(i);
      shaped = c >= '0' && c <= '9';
      status = status * 10 + (c - '0');
    }
    if (!shaped || status < 100) {
      throw new BadAnswerException("not an HTTP answer: '" + HttpBytes.excerpt(line) + "'");
    }
    return status;
  }

  private static Map<String, String> readHeaders(HttpBytes in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    int count = 0;
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new BadAnswerException("not a header: '" + HttpBytes.excerpt(line) + "'");
      }
      if (++count > MAX_HEADERS) {
        throw new BadAnswerException("too many headers");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }
}
