package dev.peers.protocol.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Reads server-sent events, as the HTML standard defines them, from pieces of any size. Memory is
/// bounded: a frame that grows beyond the limit is an error.
public final class SseParser {
  private final int maxFrame;
  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String event = "";
  private boolean afterReturn;
  private boolean atStart = true;

  public SseParser(int maxFrame, Sink sink) {
    this.maxFrame = maxFrame;
    this.sink = sink;
  }

  /// Takes the next bytes and hands on the events that they complete.
  ///
  /// @throws BadAnswerException if a frame is too long
  void feed(byte[] bytes, int count) throws BadAnswerException {
    for (int i = 0; i < count; i++) {
      byte b = bytes[i];
      boolean secondOfTwo = b == '\n' && afterReturn;
      afterReturn = b == '\r';
      if (secondOfTwo) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        endOfLine();
      } else if (line.size() + data.length() >= maxFrame) {
        throw new BadAnswerException("an event is larger than " + maxFrame + " bytes");
      } else {
        line.write(b);
      }
    }
  }

  private void endOfLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (atStart && text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    atStart = false;
    if (text.isEmpty()) {
      endOfFrame();
    } else {
      field(text);
    }
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    String bare = value.startsWith(" ") ? value.substring(1) : value;
    switch (name) {
      case "event" -> event = bare;
      case "data" -> data.append(bare).append('\n');
      default -> {
        // A comment, an id that the data carries as well, or something of the future.
      }
    }
  }

  private void endOfFrame() {
    String name = event.isEmpty() ? "message" : event;
    event = "";
    if (!data.isEmpty()) {
      String whole = data.substring(0, data.length() - 1);
      data.setLength(0);
      sink.onFrame(name, whole);
    }
  }

  /// Takes the events.
  @FunctionalInterface
  public interface Sink {
    void onFrame(String event, String data);
  }
}
