package dev.peers.protocol;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.Outcome;
import dev.peers.core.Outcome.Done;
import dev.peers.core.Outcome.Refused;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.Witness;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.MessageJson;
import dev.peers.protocol.internal.wire.PeerJson;
import dev.peers.protocol.internal.wire.RegisterJson;
import dev.peers.protocol.internal.wire.ReplyJson;
import dev.peers.protocol.internal.wire.RequestJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Each endpoint: reads its request, asks the broker, writes the answer.
final class Routes {
  private final Broker broker;
  private final Runnable shutdown;
  private final PeerLists lists = new PeerLists();
  private final Consumer<Wake> wakes;

  /// @param wakes told how each wake went that a peer reports
  Routes(Broker broker, Runnable shutdown, Consumer<Wake> wakes) {
    this.broker = broker;
    this.shutdown = shutdown;
    this.wakes = wakes;
  }

  CompletionStage<Answer> answer(
      Endpoint endpoint, JsonObject in, Optional<Secret> secret, Witness witness) {
    return switch (endpoint) {
      case REGISTER -> register(RegisterJson.readRequest(in, secret, witness));
      case HEARTBEAT -> ok(broker.heartbeat(RequestJson.readCaller(in, secret)));
      case SET_SUMMARY ->
          reply(
              broker.describe(RequestJson.readDescribe(in, secret)),
              (peer, out) -> out.put("ok", true).putObject("peer", peer, PeerJson::write));
      case LIST_PEERS -> list(in);
      case SEND_MESSAGE -> send(RequestJson.readSend(in, secret));
      case POLL_MESSAGES -> messages(broker.drain(RequestJson.readCaller(in, secret)));
      case FETCH_MESSAGES -> messages(broker.fetch(RequestJson.readCaller(in, secret)));
      case ACK_MESSAGES -> acknowledge(in, RequestJson.readCaller(in, secret));
      case MESSAGE_HISTORY -> messages(broker.history(RequestJson.readHistory(in, secret)));
      case SET_WAKE ->
          reply(
              broker.setWake(RequestJson.readSetWake(in)),
              (updated, out) -> out.put("ok", true).put("updated", updated));
      case UNREAD_SUMMARY ->
          object(broker.unreadSummary(RequestJson.readAgentPid(in)), ReplyJson::writeUnread);
      case UNREGISTER -> ok(broker.unregister(RequestJson.readCaller(in, secret)));
      case KILL_PEER ->
          reply(
              broker.kill(RequestJson.readKill(in, secret).withWitness(witness)),
              ReplyJson::writeKilled);
      case ORPHANS ->
          object(broker.orphans(), (peers, out) -> out.putObjects("peers", peers, PeerJson::write));
      case CLEANUP -> object(broker.cleanUp(), ReplyJson::writeCleaned);
      case PURGE -> object(broker.purge(), ReplyJson::writePurged);
      case DELIVERY_REPORT -> report(RequestJson.readReport(in, secret));
      case SHUTDOWN -> shutdown();
    };
  }

  /// Clients of the old protocol look for no `ok` here: a refusal needs a status of its own.
  private CompletionStage<Answer> register(RegisterRequest request) {
    return broker
        .register(request)
        .thenApply(
            outcome ->
                switch (outcome) {
                  case Done<Registration>(var done) ->
                      json(out -> RegisterJson.writeReply(done, out));
                  case Refused<Registration>(var refusal) -> Answer.refusal(refusal);
                });
  }

  private CompletionStage<Answer> list(JsonObject in) {
    return broker
        .list(RequestJson.readList(in))
        .thenApply(peers -> Answer.json(200, lists.write(peers)));
  }

  private CompletionStage<Answer> send(SendRequest request) {
    return reply(
        broker.send(request), (sent, out) -> ReplyJson.writeSent(sent, request.text(), out));
  }

  private CompletionStage<Answer> report(DeliveryReport report) {
    return ok(
        broker
            .report(report)
            .thenApply(
                outcome -> {
                  if (outcome instanceof Done) {
                    wakes.accept(report.wake());
                  }
                  return outcome;
                }));
  }

  private CompletionStage<Answer> acknowledge(JsonObject in, Caller caller) {
    return reply(
        broker.acknowledge(caller, RequestJson.readMessageIds(in)),
        (acked, out) -> out.put("acked", acked),
        out -> out.put("acked", 0));
  }

  /// Clients of the old protocol look for the list also where there is none.
  private static CompletionStage<Answer> messages(CompletionStage<Outcome<List<Envelope>>> stage) {
    return reply(
        stage,
        (envelopes, out) -> out.putObjects("messages", envelopes, MessageJson::write),
        out -> out.putObjects("messages", List.of(), MessageJson::write));
  }

  private CompletionStage<Answer> shutdown() {
    shutdown.run();
    return CompletableFuture.completedFuture(json(out -> out.put("ok", true)));
  }

  private static <T> CompletionStage<Answer> ok(CompletionStage<Outcome<T>> stage) {
    return reply(stage, (value, out) -> out.put("ok", true));
  }

  private static <T> CompletionStage<Answer> reply(
      CompletionStage<Outcome<T>> stage, JsonFields.Each<T> write) {
    return reply(stage, write, out -> {});
  }

  /// @param besides what a refusal says besides being one
  private static <T> CompletionStage<Answer> reply(
      CompletionStage<Outcome<T>> stage, JsonFields.Each<T> write, Consumer<JsonFields> besides) {
    return stage.thenApply(
        outcome ->
            switch (outcome) {
              case Done<T>(T value) -> json(out -> write.write(value, out));
              case Refused<T>(var refusal) ->
                  json(
                      out -> {
                        ReplyJson.writeRefusal(refusal, out);
                        besides.accept(out);
                      });
            });
  }

  private static <T> CompletionStage<Answer> object(
      CompletionStage<T> stage, JsonFields.Each<T> write) {
    return stage.thenApply(value -> json(out -> write.write(value, out)));
  }

  private static Answer json(Consumer<JsonFields> fields) {
    return Answer.json(200, Json.writeObject(fields));
  }
}
