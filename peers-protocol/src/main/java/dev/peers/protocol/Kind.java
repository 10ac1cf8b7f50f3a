package dev.peers.protocol;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/// What values a setting takes.
sealed interface Kind {
  /// What is allowed, as part of a sentence.
  String allowed();

  /// The value that the text means.
  ///
  /// @throws IllegalArgumentException if the text is none; the message may say why, or be empty
  Object parse(String text);

  private static Path path(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("", e);
    }
    throw new IllegalArgumentException();
  }

  private static long wholeNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("", e);
    }
  }

  /// The path of a file.
  record File() implements Kind {
    @Override
    public String allowed() {
      return "an absolute path, or one that starts with ~/";
    }

    @Override
    public Path parse(String text) {
      return path(text);
    }
  }

  /// The path of a folder.
  record Folder() implements Kind {
    @Override
    public String allowed() {
      return "the absolute path of a folder";
    }

    @Override
    public Path parse(String text) {
      return path(text);
    }
  }

  /// Yes or no.
  record Flag() implements Kind {
    private static final Set<String> YES = Set.of("1", "true", "yes", "on");
    private static final Set<String> NO = Set.of("0", "false", "no", "off");

    @Override
    public String allowed() {
      return "1 or 0";
    }

    @Override
    public Boolean parse(String text) {
      String word = text.toLowerCase(Locale.ROOT);
      if (!YES.contains(word) && !NO.contains(word)) {
        throw new IllegalArgumentException();
      }
      return YES.contains(word);
    }
  }

  /// One of two words.
  record Word(String one, String other) implements Kind {
    @Override
    public String allowed() {
      return one + " or " + other;
    }

    @Override
    public String parse(String text) {
      if (!text.equals(one) && !text.equals(other)) {
        throw new IllegalArgumentException();
      }
      return text;
    }
  }

  /// A whole number within bounds.
  record Count(int min, int max) implements Kind {
    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    public Integer parse(String text) {
      long number = wholeNumber(text);
      if (number < min || number > max) {
        throw new IllegalArgumentException();
      }
      return (int) number;
    }
  }

  /// A time span within bounds, as a whole number of units.
  record Time(Duration min, Duration max, ChronoUnit unit) implements Kind {
    static Kind millis(long min, long max) {
      return of(min, max, ChronoUnit.MILLIS);
    }

    static Kind seconds(long min, long max) {
      return of(min, max, ChronoUnit.SECONDS);
    }

    static Kind minutes(long min, long max) {
      return of(min, max, ChronoUnit.MINUTES);
    }

    static Kind days(long min, long max) {
      return of(min, max, ChronoUnit.DAYS);
    }

    private static Kind of(long min, long max, ChronoUnit unit) {
      return new Time(Duration.of(min, unit), Duration.of(max, unit), unit);
    }

    String unitText() {
      return unit == ChronoUnit.MILLIS ? "milliseconds" : unit.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String allowed() {
      return "a whole number of " + unitText() + " from " + units(min) + " to " + units(max);
    }

    @Override
    public Duration parse(String text) {
      long number = wholeNumber(text);
      if (number < units(min) || number > units(max)) {
        throw new IllegalArgumentException();
      }
      return Duration.of(number, unit);
    }

    /// A Duration divides by way of BigDecimal, whose loading takes longer than reading all
    /// settings.
    private long units(Duration time) {
      return time.toNanos() / unit.getDuration().toNanos();
    }
  }

  /// A level of logging.
  record Level() implements Kind {
    @Override
    public String allowed() {
      return "debug, info, warning, error or off";
    }

    @Override
    public System.Logger.Level parse(String text) {
      String word = text.toLowerCase(Locale.ROOT);
      return switch (word) {
        case "debug", "info", "warning", "error", "off" ->
            System.Logger.Level.valueOf(word.toUpperCase(Locale.ROOT));
        default -> throw new IllegalArgumentException();
      };
    }
  }

  /// Where a broker of this machine is reached over TCP.
  record LoopbackUrl() implements Kind {
    @Override
    public String allowed() {
      return "http://127.0.0.1:PORT or the like: plain http, a host of this machine, no path";
    }

    @Override
    public URI parse(String text) {
      URI uri = URI.create(text);
      if (!isAllowed(uri)) {
        throw new IllegalArgumentException();
      }
      return uri;
    }

    static boolean isAllowed(URI uri) {
      String host = uri.getHost();
      String path = uri.getPath();
      return "http".equalsIgnoreCase(uri.getScheme())
          && host != null
          && isLoopback(host)
          && uri.getPort() != 0
          && uri.getPort() <= 65_535
          && (path == null || path.isEmpty() || path.equals("/"))
          && uri.getQuery() == null
          && uri.getUserInfo() == null;
    }

    private static boolean isLoopback(String host) {
      return host.equalsIgnoreCase("localhost")
          || host.equals("[::1]")
          || (host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || isDigit(c)));
    }

    private static boolean isDigit(int c) {
      return c >= '0' && c <= '9';
    }
  }

  /// An internet address of a machine, not its name: names may come to mean something else.
  record Address() implements Kind {
    @Override
    public String allowed() {
      return "an IP address, such as 127.0.0.1 or ::1";
    }

    @Override
    public InetAddress parse(String text) {
      return InetAddress.ofLiteral(text);
    }
  }

  /// A bearer token.
  record Token() implements Kind {
    @Override
    public String allowed() {
      return "1 to 512 visible ASCII characters";
    }

    @Override
    public String parse(String text) {
      boolean visible = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
      if (text.isEmpty() || text.length() > 512 || !visible) {
        throw new IllegalArgumentException();
      }
      return text;
    }
  }

  /// The label of a launchd service.
  record Label() implements Kind {
    @Override
    public String allowed() {
      return "1 to 200 letters, digits, dots, dashes and underscores";
    }

    @Override
    public String parse(String text) {
      // It names a file, so it must not lead anywhere.
      if (!text.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")) {
        throw new IllegalArgumentException();
      }
      return text;
    }
  }
}
