package dev.peers.transport.http;

import java.time.Duration;

/// How much a listener takes, and for how long it waits.
///
/// @param bodyBytes the longest request body; a longer one is answered with 413
/// @param headerBytes the longest request line and headers together
/// @param connections how many connections may be open at once; further ones are answered with 503
/// @param streams how many event streams may be open at once; further ones are answered with 503
/// @param streamQueueBytes how much a stream holds for a reader that is slower than its events; at
///   least one event always fits. When it is full, the stream ends after what it holds, and the
///   client resumes with `Last-Event-ID`
/// @param keepAlive after how long an idle stream gets a comment, which also finds vanished readers
/// @param requestTimeout how long the headers of a request may take, and then its body
/// @param writeTimeout how long a client may take nothing of what is written to it
/// @param idleTimeout how long a connection may be open without a request
public record HttpLimits(
    int bodyBytes,
    int headerBytes,
    int connections,
    int streams,
    int streamQueueBytes,
    Duration keepAlive,
    Duration requestTimeout,
    Duration writeTimeout,
    Duration idleTimeout) {
  public static final HttpLimits DEFAULTS =
      new HttpLimits(
          1 << 20,
          16 << 10,
          2_000,
          1_000,
          1 << 20,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10));

  /// @throws IllegalArgumentException if a number is not positive or a time is shorter than a
  ///   millisecond
  public HttpLimits {
    requirePositive("bodyBytes", bodyBytes);
    requirePositive("headerBytes", headerBytes);
    requirePositive("connections", connections);
    requirePositive("streams", streams);
    requirePositive("streamQueueBytes", streamQueueBytes);
    requirePositive("keepAlive", keepAlive.toMillis());
    requirePositive("requestTimeout", requestTimeout.toMillis());
    requirePositive("writeTimeout", writeTimeout.toMillis());
    requirePositive("idleTimeout", idleTimeout.toMillis());
  }

  public HttpLimits withBodyBytes(int bytes) {
    return new HttpLimits(
        bytes,
        headerBytes,
        connections,
        streams,
        streamQueueBytes,
        keepAlive,
        requestTimeout,
        writeTimeout,
        idleTimeout);
  }

  public HttpLimits withConnections(int count) {
    return new HttpLimits(
        bodyBytes,
        headerBytes,
        count,
        streams,
        streamQueueBytes,
        keepAlive,
        requestTimeout,
        writeTimeout,
        idleTimeout);
  }

  public HttpLimits withStreams(int count, int queueBytes, Duration keepAlivePause) {
    return new HttpLimits(
        bodyBytes,
        headerBytes,
        connections,
        count,
        queueBytes,
        keepAlivePause,
        requestTimeout,
        writeTimeout,
        idleTimeout);
  }

  public HttpLimits withTimeouts(Duration request, Duration write, Duration idle) {
    return new HttpLimits(
        bodyBytes,
        headerBytes,
        connections,
        streams,
        streamQueueBytes,
        keepAlive,
        request,
        write,
        idle);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is positive, not " + value);
    }
  }
}
