package dev.peers.transport.http.internal;

import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.EventsCodec;
import dev.peers.transport.http.HttpLimits;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The open event streams of a listener. Safe from any thread.
public final class EventStreams {
  private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");

  private final BrokerApi api;
  private final HttpLimits limits;
  private final Budget budget;
  private final Set<EventStream> open = new HashSet<>();
  private boolean closing;

  public EventStreams(BrokerApi api, HttpLimits limits) {
    this.api = api;
    this.limits = limits;
    this.budget = new Budget(limits.bufferedBytes());
  }

  /// What the listener holds for its clients altogether.
  Budget budget() {
    return budget;
  }

  /// Answers a request for a stream. Must be called by a handler on the exchange's I/O thread.
  void open(HttpServerExchange exchange) {
    SubscribeRequest request;
    try {
      request =
          EventsCodec.request(
              query(exchange),
              ApiHandler.header(exchange, LAST_EVENT_ID),
              ApiHandler.header(exchange, ApiHandler.SECRET));
    } catch (IllegalArgumentException e) {
      String text = String.valueOf(e.getMessage());
      Answers.send(exchange, Answer.error(400, text, Refusal.Code.INVALID_REQUEST));
      return;
    }
    EventStream stream = new EventStream(exchange, limits, budget, this::remove);
    if (add(stream)) {
      exchange.dispatch(SameThreadExecutor.INSTANCE, () -> subscribe(exchange, request, stream));
    } else {
      Answers.send(exchange, noRoom());
    }
  }

  private void subscribe(
      HttpServerExchange exchange, SubscribeRequest request, EventStream stream) {
    stream.watchEnd();
    subscription(request, stream)
        .whenComplete(
            (outcome, failure) ->
                exchange.getIoThread().execute(() -> begin(exchange, stream, outcome, failure)));
  }

  /// A broker that throws has failed as one has whose stage does.
  private CompletionStage<Outcome<Subscription>> subscription(
      SubscribeRequest request, EventStream stream) {
    try {
      return api.broker().subscribe(request, stream);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void begin(
      HttpServerExchange exchange,
      EventStream stream,
      @Nullable Outcome<Subscription> outcome,
      @Nullable Throwable failure) {
    switch (outcome) {
      case Outcome.Done<Subscription>(Subscription subscription) -> stream.begin(subscription);
      case Outcome.Refused<Subscription>(Refusal refusal) ->
          Answers.send(exchange, Answer.refusal(refusal));
      case null ->
          Answers.send(
              exchange,
              BrokerApi.failure("/events", Objects.requireNonNull(failure, "no outcome")));
    }
  }

  private static Map<String, String> query(HttpServerExchange exchange) {
    Map<String, String> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
    return query;
  }

  private synchronized boolean add(EventStream stream) {
    return !closing && open.size() < limits.streams() && open.add(stream);
  }

  private synchronized Answer noRoom() {
    return closing
        ? Answer.error(503, "the broker is stopping", Refusal.Code.CLOSING)
        : Answer.error(503, "no more event streams can be opened now", Refusal.Code.BUSY);
  }

  private synchronized void remove(EventStream stream) {
    open.remove(stream);
  }

  /// Ends all streams after what they still hold, and opens no more.
  void close() {
    List<EventStream> all;
    synchronized (this) {
      closing = true;
      all = List.copyOf(open);
    }
    all.forEach(stream -> stream.onEnd("the listener stops"));
  }
}
