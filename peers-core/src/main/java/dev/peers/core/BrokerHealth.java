package dev.peers.core;

import java.util.List;

/// How a broker is.
///
/// @param peers how many peers are here
/// @param version the broker's own version; empty if it does not say
/// @param pid its process id; 0 if it does not say
/// @param warnings what the people who run it should know, a sentence each
public record BrokerHealth(int peers, String version, long pid, List<String> warnings) {
  public BrokerHealth {
    warnings = List.copyOf(warnings);
  }

  public BrokerHealth(int peers, String version, long pid) {
    this(peers, version, pid, List.of());
  }

  public BrokerHealth withWarnings(List<String> newWarnings) {
    return new BrokerHealth(peers, version, pid, newWarnings);
  }
}
