package dev.peers.transport.tcp;

import dev.peers.transport.http.RequestGuard;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages and strangers out.
///
/// A page cannot send a request here without `Origin` or `Referer` but by tricks, and a page whose
/// name was rebound to loopback betrays itself by `Host`. A form cannot post JSON, and anything
/// else that does asks with `OPTIONS` first, which nobody answers in its favour. What is left needs
/// the token.
final class TcpGuard implements RequestGuard {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]{1,5})?");
  private static final Pattern JSON = Pattern.compile("application/json *(?:;.*)?");
  private static final String SCHEME = "bearer ";

  private final byte @Nullable [] token;

  TcpGuard(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }

  @Override
  public Optional<Rejection> check(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    if (!isLoopback(headers)) {
      return rejection(403, "the Host header must name loopback, such as localhost");
    }
    if (headers.contains(Headers.ORIGIN) || headers.contains(Headers.REFERER)) {
      return rejection(403, "requests of web pages are refused (Origin or Referer header)");
    }
    if (token != null && !bears(headers, token)) {
      return rejection(401, "the broker's token is missing or wrong (Authorization: Bearer ...)");
    }
    if (hasBody(exchange) && !isJson(headers)) {
      return rejection(415, "a request body must be application/json");
    }
    return Optional.empty();
  }

  private static Optional<Rejection> rejection(int status, String error) {
    return Optional.of(new Rejection(status, error));
  }

  private static boolean isLoopback(HeaderMap headers) {
    Optional<String> host = single(headers, Headers.HOST);
    return host.isPresent() && LOOPBACK.matcher(host.get().toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean bears(HeaderMap headers, byte[] token) {
    Optional<String> credentials = single(headers, Headers.AUTHORIZATION);
    if (credentials.isEmpty()
        || !credentials.get().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given =
        credentials.get().substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
    // Takes the same time wherever the first wrong character is.
    return MessageDigest.isEqual(token, given);
  }

  private static boolean hasBody(HttpServerExchange exchange) {
    return !exchange.getRequestMethod().equals(Methods.GET) && !exchange.isRequestComplete();
  }

  private static boolean isJson(HeaderMap headers) {
    Optional<String> type = single(headers, Headers.CONTENT_TYPE);
    return type.isPresent() && JSON.matcher(type.get().trim().toLowerCase(Locale.ROOT)).matches();
  }

  /// A header that is repeated means two things to two readers: such a one counts as missing.
  private static Optional<String> single(HeaderMap headers, HttpString name) {
    HeaderValues values = headers.get(name);
    return values == null || values.size() != 1 ? Optional.empty() : Optional.of(values.getFirst());
  }
}
