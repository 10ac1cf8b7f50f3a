package dev.peers.protocol.internal.wire;

import java.util.Optional;

/// The requests that are made with POST.
public enum Endpoint {
  REGISTER("/register"),
  HEARTBEAT("/heartbeat"),
  SET_SUMMARY("/set-summary"),
  LIST_PEERS("/list-peers"),
  SEND_MESSAGE("/send-message"),
  POLL_MESSAGES("/poll-messages"),
  FETCH_MESSAGES("/fetch-messages"),
  ACK_MESSAGES("/ack-messages"),
  MESSAGE_HISTORY("/message-history"),
  SET_WAKE("/set-wake"),
  UNREAD_SUMMARY("/unread-summary"),
  UNREGISTER("/unregister"),
  KILL_PEER("/kill-peer"),
  ORPHANS("/orphans"),
  CLEANUP("/cleanup"),
  PURGE("/purge"),
  DELIVERY_REPORT("/delivery-report"),
  SHUTDOWN("/shutdown");

  /// What is asked with GET.
  public static final String HEALTH = "/health";

  /// What a broker's process tells of itself, likewise.
  public static final String STATUS = "/status";

  /// The same in the text format of Prometheus.
  public static final String METRICS = "/metrics";

  /// The event stream.
  public static final String EVENTS = "/events";

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  public String path() {
    return path;
  }

  /// Whether carrying it out takes the time that processes take to end, or many writes.
  public boolean isSlow() {
    return this == KILL_PEER || this == CLEANUP || this == PURGE;
  }

  /// Whether doing it twice is the same as doing it once. Sending is if it has a key, which the
  /// caller knows.
  public boolean isIdempotent() {
    return this != SEND_MESSAGE && this != POLL_MESSAGES && this != KILL_PEER && this != SHUTDOWN;
  }

  public static Optional<Endpoint> at(String path) {
    for (Endpoint endpoint : values()) {
      if (endpoint.path.equals(path)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }
}
