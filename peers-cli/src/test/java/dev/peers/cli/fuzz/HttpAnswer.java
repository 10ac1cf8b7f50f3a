package dev.peers.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One answer as it came over the wire.
record HttpAnswer(int status, List<String> headers, String body) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+: [ -~]*");

  /// The answers that these bytes are, one after the other.
  ///
  /// @throws AssertionError if they are anything else
  static List<HttpAnswer> all(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<HttpAnswer> answers = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf("\r\n\r\n", at);
      require(end >= 0, "an answer whose head does not end", text.substring(at));
      List<String> lines = List.of(text.substring(at, end).split("\r\n", -1));
      Matcher status = STATUS.matcher(lines.getFirst());
      require(status.matches(), "no status line", lines.getFirst());
      HttpAnswer head =
          new HttpAnswer(Integer.parseInt(status.group(1)), lines.subList(1, lines.size()), "");
      head.headers.forEach(line -> require(HEADER.matcher(line).matches(), "no header", line));
      int start = end + 4;
      int stop = start + head.length().orElse(text.length() - start);
      require(stop <= text.length(), "an answer that is cut off", text.substring(at));
      answers.add(new HttpAnswer(head.status, head.headers, text.substring(start, stop)));
      at = stop;
    }
    return answers;
  }

  /// How long the body is; none of an event stream, which goes on until the end.
  private Optional<Integer> length() {
    if (status < 200 || status == 204 || status == 304) {
      return Optional.of(0);
    }
    List<String> lengths =
        headers.stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .map(line -> line.substring(15).strip())
            .toList();
    require(lengths.size() <= 1, "several lengths", headers.toString());
    require(!lengths.isEmpty() || isEventStream(), "no length", headers.toString());
    return lengths.stream().findFirst().map(Integer::valueOf);
  }

  boolean isEventStream() {
    return headers.stream()
        .anyMatch(line -> line.equalsIgnoreCase("Content-Type: text/event-stream"));
  }

  private static void require(boolean holds, String otherwise, String where) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + where);
    }
  }
}
