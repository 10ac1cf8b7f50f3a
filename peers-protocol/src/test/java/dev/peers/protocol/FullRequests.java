package dev.peers.protocol;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.HistoryRequest;
import dev.peers.core.KillRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.RegisterJson;
import dev.peers.protocol.internal.wire.RequestJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A request to each endpoint, with every field that our client writes.
final class FullRequests {
  private static final Caller WEB = new Caller("web", Optional.empty());

  private FullRequests() {}

  static String to(Endpoint endpoint) {
    return new String(Json.writeObject(out -> write(endpoint, out)), StandardCharsets.UTF_8);
  }

  private static void write(Endpoint endpoint, JsonFields out) {
    switch (endpoint) {
      case REGISTER ->
          RegisterJson.writeRequest(RegisterRequest.of(101, "/w", ClientType.CODEX), out);
      case HEARTBEAT, POLL_MESSAGES, FETCH_MESSAGES, UNREGISTER ->
          RequestJson.writeCaller(WEB, out);
      case SET_SUMMARY ->
          RequestJson.writeDescribe(new DescribeRequest(WEB, "tests", Optional.empty()), out);
      case LIST_PEERS -> RequestJson.writeList(ListRequest.MACHINE, out);
      case SEND_MESSAGE -> RequestJson.writeSend(SendRequest.of(WEB, "engine", "hi"), out);
      case ACK_MESSAGES -> RequestJson.writeAcknowledge(WEB, List.of(1L), out);
      case MESSAGE_HISTORY -> RequestJson.writeHistory(HistoryRequest.of(WEB, 5), out);
      case SET_WAKE -> RequestJson.writeSetWake(new SetWakeRequest(1, "codex_queue", "t-1"), out);
      case UNREAD_SUMMARY -> out.put("agent_pid", 1);
      case KILL_PEER -> RequestJson.writeKill(new KillRequest(WEB, "engine"), out);
      case DELIVERY_REPORT -> RequestJson.writeReport(report(), out);
      case ORPHANS, CLEANUP, PURGE, SHUTDOWN -> {
        // They have no fields.
      }
    }
  }

  private static DeliveryReport report() {
    Wake wake = Wake.of(WakeTransport.CHANNEL, WakeStatus.QUEUED);
    return new DeliveryReport(WEB, wake, List.of(1L));
  }
}
