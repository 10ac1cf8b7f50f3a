package dev.peers.protocol;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.Subscription;
import dev.peers.protocol.internal.http.HttpClient;
import dev.peers.protocol.internal.http.HttpRequest;
import dev.peers.protocol.internal.http.HttpStream;
import dev.peers.protocol.internal.http.SseParser;
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.EventJson;
import dev.peers.protocol.json.JsonException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// Opens one event stream and reads it to its end.
final class EventReader {
  /// A frame with the longest message that settings allow, every character of it escaped.
  private static final int MAX_FRAME = 16 * 1024 * 1024;

  private EventReader() {}

  static void run(
      HttpClient http,
      HttpRequest request,
      EventListener listener,
      CompletableFuture<Outcome<Subscription>> opened) {
    HttpStream stream;
    try {
      stream = http.stream(request);
    } catch (Throwable e) {
      opened.completeExceptionally(e);
      return;
    }
    if (stream.isEventStream()) {
      opened.complete(Outcome.done(stream::close));
      listener.onEnd(read(stream, listener));
    } else {
      refuse(stream, opened);
    }
  }

  private static String read(HttpStream stream, EventListener listener) {
    SseParser parser =
        new SseParser(
            MAX_FRAME, (name, data) -> EventJson.read(name, data).ifPresent(listener::onEvent));
    try {
      return stream.readTo(parser);
    } catch (JsonException e) {
      return "the broker sent an event that cannot be understood: " + e.getMessage();
    } catch (RuntimeException e) {
      return "an event could not be handled: " + e;
    } finally {
      stream.close();
    }
  }

  private static void refuse(HttpStream stream, CompletableFuture<Outcome<Subscription>> opened) {
    try (stream) {
      opened.complete(
          Replies.outcome(
              stream.reply(),
              Endpoint.EVENTS,
              in -> {
                throw new JsonException("expected an event stream");
              }));
    } catch (IOException e) {
      opened.completeExceptionally(
          BrokerUnavailableException.noAnswer(
              "the broker's answer to " + Endpoint.EVENTS + " broke off: " + e.getMessage(), e));
    } catch (Throwable e) {
      opened.completeExceptionally(e);
    }
  }
}
