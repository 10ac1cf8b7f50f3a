package dev.peers.transport.tcp;

import dev.peers.transport.http.internal.RequestGuard;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
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

  private static final Pattern LITERAL =
      Pattern.compile("(?:\\[([0-9a-f:.]{2,45})\\]|([0-9.]{7,15}))(?::[0-9]{1,5})?");

  private final byte @Nullable [] token;
  private final Optional<InetAddress> beyond;

  /// @param beyond the address beyond loopback that this is for
  TcpGuard(Optional<String> token, Optional<InetAddress> beyond) {
    this.beyond = beyond;
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }

  @Override
  public Optional<Rejection> check(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    Optional<String> host = single(headers, Headers.HOST).map(h -> h.toLowerCase(Locale.ROOT));
    if (host.isEmpty() || !(LOOPBACK.matcher(host.get()).matches() || isBeyond(host.get()))) {
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

  /// The address itself, never a name: a web page can have names of its own lead here.
  private boolean isBeyond(String host) {
    Matcher literal = LITERAL.matcher(host);
    if (beyond.isEmpty() || !literal.matches()) {
      return false;
    }
    try {
      InetAddress named =
          InetAddress.ofLiteral(literal.group(1) == null ? literal.group(2) : literal.group(1));
      return beyond.get().isAnyLocalAddress() || named.equals(beyond.get());
    } catch (IllegalArgumentException e) {
      return false;
    }
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
