package dev.peers.protocol;

import dev.peers.core.BrokerHealth;
import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.Secret;
import dev.peers.protocol.internal.http.HttpClient;
import dev.peers.protocol.internal.http.HttpReply;
import dev.peers.protocol.internal.http.HttpRequest;
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.ReplyJson;
import dev.peers.protocol.internal.wire.StatusJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes requests of calls and outcomes of answers.
final class Calls implements AutoCloseable {
  /// How long a thread waits for another request: starting one takes longer than most requests.
  private static final long KEEP_SECONDS = 30;

  private final HttpClient http;
  private final ClientTimings timings;
  private final Executor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          KEEP_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("peers-call").factory());

  Calls(BrokerAddress address, BrokerStarter starter, ClientTimings timings) {
    this.http = new HttpClient(address, starter, timings);
    this.timings = timings;
  }

  /// A request that can be refused.
  ///
  /// @param read finds the value in the answer, or nothing if the broker is too old to tell it
  <T> CompletionStage<Outcome<T>> outcome(
      Endpoint endpoint,
      Optional<Secret> secret,
      Consumer<JsonFields> fields,
      Function<JsonObject, Optional<T>> read) {
    return outcome(endpoint, endpoint.isIdempotent(), secret, fields, read);
  }

  <T> CompletionStage<Outcome<T>> outcome(
      Endpoint endpoint,
      boolean idempotent,
      Optional<Secret> secret,
      Consumer<JsonFields> fields,
      Function<JsonObject, Optional<T>> read) {
    return async(
        () ->
            Replies.outcome(
                post(endpoint, idempotent, secret, fields),
                endpoint.path(),
                in ->
                    read.apply(in)
                        .map(Outcome::done)
                        .orElseGet(() -> tooOldToTell(endpoint.path()))));
  }

  /// A request that is not refused; if it is all the same, that is an exception.
  <T> CompletionStage<T> plain(
      Endpoint endpoint, Consumer<JsonFields> fields, Function<JsonObject, T> read) {
    return async(
        () ->
            Replies.outcome(
                    post(endpoint, endpoint.isIdempotent(), Optional.empty(), fields),
                    endpoint.path(),
                    in -> Outcome.done(read.apply(in)))
                .orThrow());
  }

  /// A request that is answered with an array.
  <T> CompletionStage<List<T>> array(
      Endpoint endpoint, Consumer<JsonFields> fields, Function<JsonObject, T> read) {
    return async(
        () ->
            Replies.array(
                post(endpoint, endpoint.isIdempotent(), Optional.empty(), fields),
                endpoint.path(),
                read));
  }

  CompletionStage<BrokerHealth> health() {
    return async(
        () ->
            Replies.outcome(
                    http.exchange(
                        HttpRequest.get(Endpoint.HEALTH, Optional.empty()), timings.answer()),
                    Endpoint.HEALTH,
                    in -> Outcome.done(ReplyJson.readHealth(in)))
                .orThrow());
  }

  /// What the broker tells of itself; nothing if it is too old to.
  CompletionStage<Optional<BrokerStatus>> status() {
    return async(
        () -> {
          HttpReply reply =
              http.exchange(HttpRequest.get(Endpoint.STATUS, Optional.empty()), timings.answer());
          boolean object = reply.body().length > 0 && reply.body()[0] == '{';
          if (reply.status() == 200 && !object) {
            return Optional.empty();
          }
          Function<JsonObject, Outcome<BrokerStatus>> read =
              in -> Outcome.done(StatusJson.read(in));
          return Optional.of(Replies.outcome(reply, Endpoint.STATUS, read).orThrow());
        });
  }

  CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    CompletableFuture<Outcome<Subscription>> opened = new CompletableFuture<>();
    // It waits for as long as the session lasts. A virtual thread would take two other threads to
    // wake for each event.
    Thread.ofPlatform()
        .daemon()
        .name("peers-events")
        .start(() -> EventReader.run(http, eventsRequest(request), listener, opened));
    return opened;
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpReply post(
      Endpoint endpoint, boolean idempotent, Optional<Secret> secret, Consumer<JsonFields> fields) {
    Duration time = endpoint.isSlow() ? timings.slowAnswer() : timings.answer();
    byte[] body = Json.writeObject(fields);
    return http.exchange(HttpRequest.post(endpoint.path(), header(secret), body, idempotent), time);
  }

  private static HttpRequest eventsRequest(SubscribeRequest request) {
    String id = URLEncoder.encode(request.caller().ref(), StandardCharsets.UTF_8);
    String after = request.after().map(number -> "&after=" + number).orElse("");
    return HttpRequest.get(
        Endpoint.EVENTS + "?id=" + id.replace("+", "%20") + after,
        request.caller().secret().map(Secret::value));
  }

  private static Optional<String> header(Optional<Secret> secret) {
    return secret.map(Secret::value);
  }

  private static <T> Outcome<T> tooOldToTell(String path) {
    return Outcome.refused(
        Code.UNSUPPORTED,
        "the broker carried out "
            + path
            + ", but it is too old to say more; restart it with `peers kill-broker`");
  }

  /// No virtual threads in clients: a JVM that polls sockets for them takes 300 ms to end.
  private <T> CompletionStage<T> async(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            // Whatever it was: somebody waits for this stage.
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
