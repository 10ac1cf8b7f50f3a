package dev.peers.protocol;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a broker's process tells of itself.
///
/// @param startedAt when the process was ready
/// @param listening the socket, and the TCP address if there is one
/// @param database the path of the database
/// @param databaseBytes its size with its write-ahead log
/// @param peers how many peers are here
/// @param unread how many messages wait for them
/// @param streams how many of them listen on an event stream
/// @param connections how many connections are open
/// @param counters every [Counter] since the start
public record BrokerStatus(
    String version,
    long pid,
    Instant startedAt,
    Management management,
    List<String> listening,
    String database,
    long databaseBytes,
    int peers,
    long unread,
    int streams,
    int connections,
    Map<Counter, Long> counters) {
  public BrokerStatus {
    listening = List.copyOf(listening);
    Map<Counter, Long> all = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      all.put(counter, counters.getOrDefault(counter, 0L));
    }
    counters = Map.copyOf(all);
  }

  /// How much was counted so far.
  public long count(Counter counter) {
    return counters.getOrDefault(counter, 0L);
  }
}
