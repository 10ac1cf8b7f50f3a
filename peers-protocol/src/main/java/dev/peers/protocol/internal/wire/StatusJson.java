package dev.peers.protocol.internal.wire;

import dev.peers.protocol.BrokerStatus;
import dev.peers.protocol.Counter;
import dev.peers.protocol.Management;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/// The answer to `GET /status`.
public final class StatusJson {
  private StatusJson() {}

  public static void write(BrokerStatus status, JsonFields out) {
    out.put("version", status.version())
        .put("pid", status.pid())
        .put("started_at", Timestamps.write(status.startedAt()))
        .put("management", status.management().toString())
        .putTexts("listening", status.listening())
        .put("database", status.database())
        .put("database_bytes", status.databaseBytes())
        .put("peers", status.peers())
        .put("unread", status.unread())
        .put("streams", status.streams())
        .put("connections", status.connections());
    for (Counter counter : Counter.values()) {
      out.put(counter.toString(), status.count(counter));
    }
  }

  public static BrokerStatus read(JsonObject in) {
    Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      in.optionalNumber(counter.toString()).ifPresent(number -> counters.put(counter, number));
    }
    return new BrokerStatus(
        in.text("version"),
        in.number("pid"),
        Timestamps.read(in.text("started_at")),
        Management.parse(in.text("management", "")).orElse(Management.FOREGROUND),
        in.texts("listening"),
        in.text("database", ""),
        in.optionalNumber("database_bytes").orElse(0L),
        Math.toIntExact(in.number("peers")),
        in.optionalNumber("unread").orElse(0L),
        Math.toIntExact(in.optionalNumber("streams").orElse(0L)),
        Math.toIntExact(in.optionalNumber("connections").orElse(0L)),
        counters);
  }
}
