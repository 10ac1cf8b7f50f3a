package dev.peers.protocol.internal.wire;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.HistoryRequest;
import dev.peers.core.KillRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.Scope;
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.protocol.json.JsonException;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// All requests but registering. The caller's secret is a header, not a field.
public final class RequestJson {
  private RequestJson() {}

  public static void writeCaller(Caller caller, JsonFields out) {
    out.put("id", caller.ref());
  }

  public static Caller readCaller(JsonObject in, Optional<Secret> secret) {
    return caller(in.text("id"), secret);
  }

  /// The one who asks. Whoever calls himself `cli` is a person, and needs no secret.
  public static Caller caller(String ref, Optional<Secret> secret) {
    return ref.equals(PeerId.CLI.value()) ? Caller.CLI : new Caller(ref, secret);
  }

  public static void writeDescribe(DescribeRequest request, JsonFields out) {
    writeCaller(request.caller(), out);
    out.put("summary", request.summary()).putText("name", request.name());
  }

  public static DescribeRequest readDescribe(JsonObject in, Optional<Secret> secret) {
    return new DescribeRequest(
        readCaller(in, secret),
        in.text("summary"),
        RegisterJson.filled(in, "name").map(PeerName::new));
  }

  public static void writeList(ListRequest request, JsonFields out) {
    out.put("scope", request.scope().toString())
        .put("cwd", request.cwd())
        .putText("git_root", request.gitRoot())
        .putText("exclude_id", request.exclude());
  }

  public static ListRequest readList(JsonObject in) {
    return new ListRequest(
        Scope.parse(in.text("scope", "machine")),
        in.text("cwd", "/"),
        RegisterJson.filled(in, "git_root"),
        RegisterJson.filled(in, "exclude_id"));
  }

  public static void writeSend(SendRequest request, JsonFields out) {
    out.put("from_id", request.from().ref())
        .put("to_id", request.to())
        .put("text", request.text())
        .putNumber("reply_to", request.replyTo())
        .putText("key", request.key());
  }

  public static SendRequest readSend(JsonObject in, Optional<Secret> secret) {
    return new SendRequest(
        caller(in.text("from_id"), secret),
        in.text("to_id"),
        in.text("text"),
        in.optionalNumber("reply_to"),
        RegisterJson.filled(in, "key"));
  }

  public static void writeAcknowledge(Caller caller, List<Long> ids, JsonFields out) {
    writeCaller(caller, out);
    out.putNumbers("message_ids", ids);
  }

  public static List<Long> readMessageIds(JsonObject in) {
    return in.numbers("message_ids");
  }

  public static void writeHistory(HistoryRequest request, JsonFields out) {
    writeCaller(request.caller(), out);
    out.put("limit", request.limit())
        .putText("with", request.with())
        .putText("search", request.search())
        .putNumber("before", request.before());
  }

  public static HistoryRequest readHistory(JsonObject in, Optional<Secret> secret) {
    long limit = in.optionalNumber("limit").orElse((long) HistoryRequest.DEFAULT_LIMIT);
    return new HistoryRequest(
        readCaller(in, secret),
        Math.clamp(limit, 0, Integer.MAX_VALUE),
        RegisterJson.filled(in, "with"),
        RegisterJson.filled(in, "search"),
        in.optionalNumber("before"));
  }

  public static void writeSetWake(SetWakeRequest request, JsonFields out) {
    out.put("agent_pid", request.agentPid())
        .put("transport", request.transport())
        .put("address", request.address());
  }

  public static SetWakeRequest readSetWake(JsonObject in) {
    return new SetWakeRequest(readAgentPid(in), in.text("transport"), in.text("address"));
  }

  public static long readAgentPid(JsonObject in) {
    return positive("agent_pid", in.number("agent_pid"));
  }

  public static void writeKill(KillRequest request, JsonFields out) {
    out.put("id", request.target()).put("from_id", request.from().ref());
  }

  /// Without a sender it is for the broker to refuse, with the old protocol's words.
  public static KillRequest readKill(JsonObject in, Optional<Secret> secret) {
    return new KillRequest(caller(in.text("from_id", ""), secret), in.text("id"));
  }

  public static void writeReport(DeliveryReport report, JsonFields out) {
    writeCaller(report.caller(), out);
    out.putText("transport", report.wake().transport())
        .put("status", report.wake().status().toString())
        .putNumbers("pushed", report.pushed());
  }

  public static DeliveryReport readReport(JsonObject in, Optional<Secret> secret) {
    return new DeliveryReport(
        readCaller(in, secret), readWake(in), in.has("pushed") ? in.numbers("pushed") : List.of());
  }

  static Wake readWake(JsonObject in) {
    String status = in.text("status");
    return new Wake(
        in.optionalText("transport").flatMap(WakeTransport::parse),
        WakeStatus.parse(status)
            .orElseThrow(
                () ->
                    new JsonException(
                        "field 'status' is '"
                            + JsonObject.excerpt(status)
                            + "'; expected queued, failed, ambiguous, coalesced or none")));
  }

  static long positive(String name, long number) {
    if (number > 0) {
      return number;
    }
    throw new JsonException(
        "field '" + name + "' is " + number + "; expected a positive whole number");
  }
}
