package dev.peers.core;

/// How a broker is.
///
/// @param peers how many peers are here
/// @param version the broker's own version; empty if it does not say
/// @param pid its process id; 0 if it does not say
public record BrokerHealth(int peers, String version, long pid) {}
