package dev.peers.protocol;

import dev.peers.core.Broker;
import dev.peers.core.RefusedException;
import dev.peers.core.StoreException;
import dev.peers.core.Witness;
import dev.peers.core.model.Secret;
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.ReplyJson;
import dev.peers.protocol.internal.wire.StatusJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The server's side of the protocol, free of any HTTP library: what is answered to every request
/// but the event stream. Safe from any thread; answers complete on whatever thread the broker
/// completes its own.
public final class BrokerApi {
  private static final System.Logger LOG = System.getLogger(BrokerApi.class.getName());

  private final Broker broker;
  private final String version;
  private final List<String> warnings;
  private final Routes routes;
  private final Runnable shutdown;
  private final Optional<BrokerInsight> insight;

  /// @param version what every response names in its `Peers-Version` header
  /// @param shutdown sets the end of the broker going and returns at once; requests under way,
  ///   among them the one that asked for it, are still answered
  public BrokerApi(Broker broker, String version, Runnable shutdown) {
    this(broker, version, shutdown, List.of());
  }

  /// @param warnings what the people who run it should know, a sentence each
  public BrokerApi(Broker broker, String version, Runnable shutdown, List<String> warnings) {
    this(broker, version, shutdown, warnings, Optional.empty());
  }

  private BrokerApi(
      Broker broker,
      String version,
      Runnable shutdown,
      List<String> warnings,
      Optional<BrokerInsight> insight) {
    this.broker = broker;
    this.version = version;
    this.warnings = List.copyOf(warnings);
    this.shutdown = shutdown;
    this.insight = insight;
    this.routes =
        new Routes(broker, shutdown, wake -> insight.ifPresent(known -> known.onWake(wake)));
  }

  /// The same with `/status` and `/metrics`.
  public BrokerApi withInsight(BrokerInsight newInsight) {
    return new BrokerApi(broker, version, shutdown, warnings, Optional.of(newInsight));
  }

  /// Answers one request. Never fails: what goes wrong is an answer as well.
  ///
  /// @param path without the query
  /// @param secret the header `Peers-Secret`
  public CompletionStage<Answer> answer(
      String method, String path, Optional<String> secret, byte[] body) {
    return answer(method, path, secret, Witness.NONE, body);
  }

  /// @param witness who the operating system says it is
  public CompletionStage<Answer> answer(
      String method, String path, Optional<String> secret, Witness witness, byte[] body) {
    try {
      return switch (method) {
        case "POST" -> post(path, secret, witness, body);
        case "GET" -> get(path);
        default -> done(Answer.error(405, "use POST, or GET for /health and /events", "method"));
      };
    } catch (RuntimeException e) {
      return done(failure(path, e));
    }
  }

  public Broker broker() {
    return broker;
  }

  public String version() {
    return version;
  }

  private CompletionStage<Answer> post(
      String path, Optional<String> secret, Witness witness, byte[] body) {
    Optional<Endpoint> endpoint = Endpoint.at(path);
    if (endpoint.isEmpty()) {
      return done(Answer.json(404, Json.writeObject(out -> out.put("error", "not found"))));
    }
    Optional<Secret> shown = secret.filter(text -> !text.isEmpty()).map(Secret::new);
    return routes
        .answer(endpoint.get(), request(body), shown, witness)
        .exceptionally(e -> failure(path, e));
  }

  /// Some requests have nothing to say.
  private static JsonObject request(byte[] body) {
    return body.length == 0 ? JsonObject.EMPTY : Json.parseObject(body, JsonLimits.REQUEST);
  }

  private CompletionStage<Answer> get(String path) {
    if (insight.isPresent() && path.equals(Endpoint.STATUS)) {
      return status(
          path, status -> Answer.json(200, Json.writeObject(out -> StatusJson.write(status, out))));
    } else if (insight.isPresent() && path.equals(Endpoint.METRICS)) {
      return status(path, BrokerApi::metrics);
    }
    if (!path.equals(Endpoint.HEALTH)) {
      byte[] line = ("peers broker " + version + "\n").getBytes(StandardCharsets.UTF_8);
      return done(new Answer(200, "text/plain; charset=utf-8", line));
    }
    return broker
        .health()
        .thenApply(health -> warnings.isEmpty() ? health : health.withWarnings(warnings))
        .thenApply(
            health -> Answer.json(200, Json.writeObject(out -> ReplyJson.writeHealth(health, out))))
        .exceptionally(e -> failure(path, e));
  }

  private CompletionStage<Answer> status(String path, Function<BrokerStatus, Answer> show) {
    return insight.orElseThrow().status().thenApply(show).exceptionally(e -> failure(path, e));
  }

  private static Answer metrics(BrokerStatus status) {
    byte[] text = MetricsText.of(status).getBytes(StandardCharsets.UTF_8);
    return new Answer(200, MetricsText.CONTENT_TYPE, text);
  }

  /// What is answered to a request that failed; the log says why. A fault of the broker is nobody
  /// else's business and told as one, without its text.
  public static Answer failure(String path, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case IllegalArgumentException e -> Answer.error(400, text(e), "invalid_request");
      case RefusedException e -> Answer.refusal(e.refusal());
      case StoreException e -> {
        LOG.log(Level.ERROR, "the store failed at " + path, e);
        yield Answer.error(500, text(e), "store_failed");
      }
      default -> {
        LOG.log(Level.ERROR, "a fault at " + path, cause);
        yield Answer.error(500, "the broker failed; its log says why", "fault");
      }
    };
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static CompletionStage<Answer> done(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
