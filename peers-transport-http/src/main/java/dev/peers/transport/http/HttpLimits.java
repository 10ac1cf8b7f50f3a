package dev.peers.transport.http;

import dev.peers.protocol.Setting;
import dev.peers.protocol.Settings;
import java.time.Duration;
import java.util.Map;

/// How much a listener takes, and for how long it waits.
///
/// @param bodyBytes the longest request body; a longer one is answered with 413
/// @param headerBytes the longest request line and headers together
/// @param connections how many connections may be open at once; further ones are answered with 503
/// @param streams how many event streams may be open at once; further ones are answered with 503
/// @param streamQueueBytes how much a stream holds for a reader that is slower than its events; at
///   least one event always fits. When it is full, the stream ends after what it holds, and the
///   client resumes with `Last-Event-ID`
/// @param bufferedBytes how much of large requests, large answers and waiting events is held
///   altogether. Beyond it, large requests and answers become 503, and streams with waiting events
///   end; what is small always passes
/// @param requestsPerMinute how many requests one connection may carry; further ones are answered
///   with 429
/// @param steadyPerMinute how many requests one connection gets answered in the long run; others
///   wait for their turn. A registration counts as ten, and 16 KiB of an answer as one more
/// @param steadyBurst how many it gets answered without a wait after it was quiet
/// @param keepAlive after how long an idle stream gets a comment, so that readers notice a broker
///   that hangs; readers that vanish are noticed at once, by the end of their connection
/// @param requestTimeout how long the headers of a request may take, and then its body
/// @param writeTimeout how long a client may take nothing of what is written to it
/// @param idleTimeout how long a connection may be open without a request
public record HttpLimits(
    int bodyBytes,
    int headerBytes,
    int connections,
    int streams,
    int streamQueueBytes,
    int bufferedBytes,
    int requestsPerMinute,
    int steadyPerMinute,
    int steadyBurst,
    Duration keepAlive,
    Duration requestTimeout,
    Duration writeTimeout,
    Duration idleTimeout) {
  /// Those of the settings' documentation.
  public static final HttpLimits DEFAULTS = of(Settings.of(Map.of(Setting.HOME.variable(), "/")));

  /// @throws IllegalArgumentException if a number is not positive or a time is shorter than a
  ///   millisecond
  public HttpLimits {
    requirePositive("bodyBytes", bodyBytes);
    requirePositive("headerBytes", headerBytes);
    requirePositive("connections", connections);
    requirePositive("streams", streams);
    requirePositive("streamQueueBytes", streamQueueBytes);
    requirePositive("bufferedBytes", bufferedBytes);
    requirePositive("requestsPerMinute", requestsPerMinute);
    requirePositive("steadyPerMinute", steadyPerMinute);
    requirePositive("steadyBurst", steadyBurst);
    requirePositive("keepAlive", keepAlive.toMillis());
    requirePositive("requestTimeout", requestTimeout.toMillis());
    requirePositive("writeTimeout", writeTimeout.toMillis());
    requirePositive("idleTimeout", idleTimeout.toMillis());
  }

  /// Those that the settings say.
  public static HttpLimits of(Settings settings) {
    return new HttpLimits(
        settings.bodyBytes(),
        settings.headerBytes(),
        settings.connections(),
        settings.streams(),
        settings.streamQueueBytes(),
        settings.bufferedBytes(),
        settings.requestsPerMinute(),
        settings.steadyPerMinute(),
        settings.steadyBurst(),
        settings.keepAlive(),
        settings.readTimeout(),
        settings.writeTimeout(),
        settings.idleConnection());
  }

  public HttpLimits withBodyBytes(int bytes) {
    return with(bytes, connections, bufferedBytes, requestsPerMinute);
  }

  public HttpLimits withConnections(int count) {
    return with(bodyBytes, count, bufferedBytes, requestsPerMinute);
  }

  public HttpLimits withBufferedBytes(int bytes) {
    return with(bodyBytes, connections, bytes, requestsPerMinute);
  }

  public HttpLimits withRequestsPerMinute(int count) {
    return with(bodyBytes, connections, bufferedBytes, count);
  }

  private HttpLimits with(
      int newBodyBytes, int newConnections, int newBufferedBytes, int newRequestsPerMinute) {
    return new HttpLimits(
        newBodyBytes,
        headerBytes,
        newConnections,
        streams,
        streamQueueBytes,
        newBufferedBytes,
        newRequestsPerMinute,
        steadyPerMinute,
        steadyBurst,
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
        bufferedBytes,
        requestsPerMinute,
        steadyPerMinute,
        steadyBurst,
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
        bufferedBytes,
        requestsPerMinute,
        steadyPerMinute,
        steadyBurst,
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
