package dev.peers.cli;

import dev.peers.cli.terminal.Ages;
import dev.peers.cli.terminal.Display;
import dev.peers.cli.terminal.Table;
import dev.peers.protocol.BrokerStatus;
import dev.peers.protocol.Counter;
import dev.peers.protocol.json.Json;
import java.util.List;

/// What a broker's process tells of itself, for a person and for a program.
final class StatusLines {
  private StatusLines() {}

  static List<String> of(BrokerStatus status, Ages ages, Display display) {
    return new Table()
        .row("Version:", version(status))
        .row(
            "Running:",
            ages.since(status.startedAt())
                + ", process "
                + status.pid()
                + ", "
                + status.management().text())
        .row("Listening:", Safe.line(String.join(", ", status.listening())))
        .row("Database:", Safe.line(status.database()) + ", " + Ages.bytes(status.databaseBytes()))
        .row(
            "Streams:",
            status.streams() + " of " + status.peers() + " peers, " + connections(status))
        .row("Mail:", status.unread() + " unread; " + mail(status) + " since the start")
        .row("Wakes:", wakes(status) + " since the start")
        .lines(display);
  }

  private static String version(BrokerStatus status) {
    String version = Safe.line(status.version());
    return version.equals(Version.current())
        ? version
        : version + " (this command is " + Version.current() + ")";
  }

  private static String connections(BrokerStatus status) {
    return status.connections() + " connection(s)";
  }

  private static String mail(BrokerStatus status) {
    return status.count(Counter.MESSAGES_STORED)
        + " stored, "
        + status.count(Counter.MESSAGES_PUSHED)
        + " pushed, "
        + status.count(Counter.MESSAGES_READ)
        + " read, "
        + status.count(Counter.MESSAGES_EXPIRED)
        + " given up";
  }

  private static String wakes(BrokerStatus status) {
    return status.count(Counter.WAKES_QUEUED)
        + " taken, "
        + status.count(Counter.WAKES_FAILED)
        + " failed, "
        + status.count(Counter.WAKES_AMBIGUOUS)
        + " unclear";
  }

  static String json(BrokerStatus status) {
    Json.Builder json =
        Json.object()
            .put("version", status.version())
            .put("pid", status.pid())
            .put("started_at", status.startedAt().toString())
            .put("management", status.management().toString())
            .put("listening", Json.of(status.listening().stream().map(Json::of).toList()))
            .put("database", status.database())
            .put("database_bytes", status.databaseBytes())
            .put("unread", status.unread())
            .put("streams", status.streams())
            .put("connections", status.connections());
    for (Counter counter : Counter.values()) {
      json.put(counter.toString(), status.count(counter));
    }
    return json.build().toString();
  }
}
