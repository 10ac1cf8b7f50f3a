package dev.peers.protocol;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Outcome;
import dev.peers.core.Outcome.Refused;
import dev.peers.core.Refusal;
import dev.peers.core.RefusedException;
import dev.peers.core.StoreException;
import dev.peers.protocol.internal.http.HttpReply;
import dev.peers.protocol.internal.wire.ReplyJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonException;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Understands answers, also those of brokers of the old protocol.
final class Replies {
  private Replies() {}

  /// @throws BrokerUnavailableException if the answer is none
  /// @throws StoreException if the broker's store failed
  static <T> Outcome<T> outcome(
      HttpReply reply, String path, Function<JsonObject, Outcome<T>> read) {
    try {
      JsonObject in =
          reply.status() == 200 ? Json.parseObject(reply.body(), JsonLimits.ANSWER) : error(reply);
      Optional<Refusal> refusal = refusal(reply, path, in);
      return refusal.isPresent() ? new Refused<>(refusal.get()) : read.apply(in);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw notUnderstood(path, e);
    }
  }

  /// @throws RefusedException if the broker refused
  static <T> List<T> array(HttpReply reply, String path, Function<JsonObject, T> read) {
    try {
      if (reply.status() == 200
          && Json.parse(reply.body(), JsonLimits.ANSWER) instanceof Json.Arr(List<Json> items)) {
        return JsonObject.objects("peers", items).stream().map(read).toList();
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw notUnderstood(path, e);
    }
    Outcome<List<T>> refused =
        outcome(
            reply,
            path,
            in -> {
              throw new JsonException("expected an array");
            });
    return refused.orThrow();
  }

  private static Optional<Refusal> refusal(HttpReply reply, String path, JsonObject in) {
    String error = in.text("error", "status " + reply.status());
    boolean told = in.has("reason");
    if (reply.status() == 500 && in.text("reason", "").equals("store_failed")) {
      throw new StoreException(error);
    }
    if (reply.status() == 401) {
      throw BrokerUnavailableException.notSent(
          "the broker wants a token: set CLAUDE_PEERS_TOKEN, or CLAUDE_PEERS_TOKEN_FILE to the file"
              + " where the broker keeps it ("
              + error
              + ")",
          new RefusedException(new Refusal(Refusal.Code.WRONG_SECRET, error)));
    }
    if (reply.status() == 404 && !told) {
      return Optional.of(
          new Refusal(
              Refusal.Code.UNSUPPORTED,
              "the broker is too old for " + path + "; restart it with `peers kill-broker`"));
    }
    if (reply.status() >= 500 && Refusal.Code.parse(in.text("reason", "")).isEmpty()) {
      throw BrokerUnavailableException.noAnswer(
          "the broker failed at " + path + ": " + error, new IllegalStateException(error));
    }
    return reply.status() == 200 || told
        ? ReplyJson.readRefusal(in)
        : Optional.of(new Refusal(Refusal.Code.INVALID_REQUEST, error));
  }

  /// The body of an answer whose status is an error; it may be anything.
  private static JsonObject error(HttpReply reply) {
    try {
      return Json.parseObject(reply.body(), JsonLimits.ANSWER);
    } catch (JsonException e) {
      return JsonObject.EMPTY;
    }
  }

  private static BrokerUnavailableException notUnderstood(String path, RuntimeException e) {
    return BrokerUnavailableException.noAnswer(
        "the broker's answer to " + path + " cannot be understood: " + e.getMessage(), e);
  }
}
