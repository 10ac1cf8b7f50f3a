package dev.peers.protocol;

import dev.peers.core.Limits;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the environment and the configuration file say, checked and with defaults. Immutable.
public final class Settings {
  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

  /// What the JDK leaves of the path in a `sockaddr_un`.
  private static final int SOCKET_BYTES = MAC ? 102 : 106;

  private final SettingValues values;

  private Settings(Map<String, String> env) {
    values = new SettingValues(env);
    if (mayHaveFile()) {
      ConfigFile.read(configFile()).forEach(values::take);
    }
    requireSocketLength(socket());
    requireSafeAddress();
  }

  /// Reads all settings, those of the environment and those of the configuration file that it leads
  /// to, if there is one. The environment wins. A value that is empty counts as not set.
  ///
  /// @throws IllegalArgumentException if a value is not allowed, or the file holds something that
  ///   is no setting or cannot be read; the message names the setting, the value, what is allowed
  ///   and the line of the file
  public static Settings of(Map<String, String> env) {
    return new Settings(env);
  }

  /// Whether there is something to read. A file that was named must be there.
  private boolean mayHaveFile() {
    if (values.has(Setting.CONFIG_FILE)) {
      return true;
    }
    boolean known = values.has(Setting.HOME) || values.has(Setting.XDG_CONFIG_HOME);
    return known && Files.exists(configFile());
  }

  /// The value in effect, as text, and where it comes from. Paths are shown in full; a setting
  /// without a value is empty.
  public SettingValue value(Setting setting) {
    return switch (setting) {
      case SOCKET -> values.shown(setting, socket());
      case DATABASE -> values.shown(setting, database());
      case STATE_FOLDER -> values.shown(setting, stateFolder());
      case CONFIG_FILE -> values.shown(setting, configFile());
      case LOCK_FILE -> values.shown(setting, lockFile());
      case TOKEN_FILE -> values.shown(setting, tokenFile());
      case LOG_FILE -> values.shown(setting, logFile());
      default -> values.shown(setting);
    };
  }

  /// The configuration file. It need not exist.
  public Path configFile() {
    if (values.given(Setting.CONFIG_FILE) instanceof Path file) {
      return file;
    }
    Path folder =
        values.given(Setting.XDG_CONFIG_HOME) instanceof Path base
            ? base
            : path(Setting.CONFIG_FILE, "~/.config");
    return folder.resolve("peers").resolve("config.properties");
  }

  /// Where the launcher keeps its caches.
  public Path cacheFolder() {
    Path folder =
        values.given(Setting.XDG_CACHE_HOME) instanceof Path base
            ? base
            : path(Setting.XDG_CACHE_HOME, "~/.cache");
    return folder.resolve("claude-peers");
  }

  public Path socket() {
    return path(Setting.SOCKET, "~/.claude/run/claude-peers.sock");
  }

  public Path database() {
    return path(Setting.DATABASE, "~/.claude-peers.db");
  }

  /// Where logs and markers are kept. It may not exist yet.
  public Path stateFolder() {
    if (values.given(Setting.STATE_FOLDER) instanceof Path folder) {
      return folder;
    }
    if (MAC) {
      return path(Setting.STATE_FOLDER, "~/Library/Application Support/peers");
    }
    return values.given(Setting.XDG_STATE_HOME) instanceof Path folder
        ? folder.resolve("peers")
        : path(Setting.STATE_FOLDER, "~/.local/state/peers");
  }

  public Path lockFile() {
    return values.given(Setting.LOCK_FILE) instanceof Path file ? file : besideSocket(".lock");
  }

  /// What clients tell each other with that they are starting a broker.
  public Path startFile() {
    return besideSocket(".start");
  }

  public Path tokenFile() {
    return values.given(Setting.TOKEN_FILE) instanceof Path file ? file : besideSocket(".token");
  }

  public Path logFile() {
    return values.given(Setting.LOG_FILE) instanceof Path file
        ? file
        : logFolder().resolve("broker.log");
  }

  /// What MCP servers log to, all of them.
  public Path mcpLogFile() {
    return logFolder().resolve("mcp.log");
  }

  /// What hooks log to.
  public Path hookLogFile() {
    return logFolder().resolve("hook.log");
  }

  /// The state folder, but on macOS the place where people look for logs.
  private Path logFolder() {
    return MAC && !values.has(Setting.STATE_FOLDER)
        ? path(Setting.STATE_FOLDER, "~/Library/Logs/peers")
        : stateFolder();
  }

  /// How large a log grows before it is put aside, in bytes.
  public int logBytes() {
    return number(Setting.LOG_BYTES);
  }

  public System.Logger.Level logLevel() {
    return values.get(Setting.LOG_LEVEL, System.Logger.Level.class);
  }

  /// Whether the broker listens on TCP as well.
  public boolean tcp() {
    return values.get(Setting.TCP, Boolean.class);
  }

  public int port() {
    return number(Setting.PORT);
  }

  /// Whether TCP needs no token.
  public boolean tcpOpen() {
    return values.get(Setting.TCP_OPEN, Boolean.class);
  }

  /// Where that port is. One beyond this machine was asked for by name.
  public InetAddress tcpAddress() {
    return values.get(Setting.TCP_ADDRESS, InetAddress.class);
  }

  public Optional<URI> url() {
    return Optional.ofNullable((URI) values.given(Setting.URL));
  }

  public Optional<String> token() {
    return Optional.ofNullable((String) values.given(Setting.TOKEN));
  }

  /// After how long without peers the broker leaves; zero for never.
  public Duration idleExit() {
    return time(Setting.IDLE_EXIT);
  }

  /// The label of the broker's launchd service.
  public String serviceLabel() {
    return values.get(Setting.SERVICE_LABEL, String.class);
  }

  public Duration requestTimeout() {
    return time(Setting.REQUEST_TIMEOUT);
  }

  /// How long a client with these settings waits.
  public ClientTimings clientTimings() {
    return ClientTimings.DEFAULTS.withAnswer(requestTimeout());
  }

  /// After how long an unanswered wake is repeated for new mail.
  public Duration wakeAgain() {
    return time(Setting.WAKE_AGAIN);
  }

  /// How many characters a hook may print to show mail itself; 0 to show none.
  public int hookMailChars() {
    return number(Setting.HOOK_MAIL);
  }

  /// How long `peers install` waits for the start-up caches.
  public Duration installPatience() {
    return time(Setting.INSTALL_PATIENCE);
  }

  /// How long `peers doctor` waits for others.
  public Duration doctorPatience() {
    return time(Setting.DOCTOR_PATIENCE);
  }

  /// How many megabytes `peers doctor` wants to be free for the database.
  public int doctorFreeMegabytes() {
    return number(Setting.DOCTOR_FREE);
  }

  /// From how many megabytes on `peers doctor` takes the database for large.
  public int doctorDatabaseMegabytes() {
    return number(Setting.DOCTOR_DATABASE);
  }

  public int connections() {
    return number(Setting.CONNECTIONS);
  }

  public int streams() {
    return number(Setting.STREAMS);
  }

  public int bodyBytes() {
    return number(Setting.BODY_BYTES);
  }

  public int headerBytes() {
    return number(Setting.HEADER_BYTES);
  }

  /// How many copies of a changed configuration are kept.
  public int setupBackups() {
    return number(Setting.SETUP_BACKUPS);
  }

  /// How long a line of an MCP client may be.
  public int lineBytes() {
    return number(Setting.LINE_BYTES);
  }

  public int bufferedBytes() {
    return number(Setting.BUFFERED_BYTES);
  }

  public int streamQueueBytes() {
    return number(Setting.STREAM_BYTES);
  }

  public int requestsPerMinute() {
    return number(Setting.REQUEST_RATE);
  }

  public int steadyPerMinute() {
    return number(Setting.STEADY_RATE);
  }

  public int steadyBurst() {
    return number(Setting.STEADY_BURST);
  }

  public Duration keepAlive() {
    return time(Setting.KEEP_ALIVE);
  }

  public Duration readTimeout() {
    return time(Setting.READ_TIMEOUT);
  }

  public Duration writeTimeout() {
    return time(Setting.WRITE_TIMEOUT);
  }

  public Duration idleConnection() {
    return time(Setting.IDLE_CONNECTION);
  }

  public Limits limits() {
    return new Limits(
        number(Setting.MESSAGE_CHARS),
        number(Setting.RATE),
        number(Setting.VERIFIED_RATE),
        number(Setting.UNREAD),
        number(Setting.FETCH_SIZE),
        number(Setting.HISTORY_SIZE),
        time(Setting.WAKE_WAIT),
        time(Setting.WAKE_TIMEOUT),
        time(Setting.WAKE_AGAIN),
        time(Setting.LIVENESS_FRESH),
        time(Setting.WATCH_PAUSE),
        time(Setting.SWEEP_PAUSE),
        time(Setting.KILL_GRACE),
        time(Setting.UNREAD_RETENTION),
        time(Setting.READ_RETENTION),
        number(Setting.MESSAGES_KEPT),
        time(Setting.PURGE_PAUSE),
        number(Setting.VERIFIED_BURST),
        number(Setting.REQUEST_RATE),
        number(Setting.LOOP_TURNS),
        time(Setting.LOOP_PAUSE),
        number(Setting.PEER_STREAMS),
        number(Setting.PEERS),
        number(Setting.SUMMARY_CHARS));
  }

  private void requireSafeAddress() {
    // Nobody looks addresses up who did not set one.
    if (!(values.given(Setting.TCP_ADDRESS) instanceof InetAddress address)
        || address.isLoopbackAddress()) {
      return;
    }
    String beyond = Setting.TCP_ADDRESS.variable() + " is " + address.getHostAddress();
    if (!values.get(Setting.TCP_REMOTE, Boolean.class)) {
      throw new IllegalArgumentException(
          beyond
              + ", which other machines can reach; if that is wanted, set "
              + Setting.TCP_REMOTE.variable()
              + "=1, else use 127.0.0.1");
    }
    if (tcpOpen()) {
      throw new IllegalArgumentException(
          beyond
              + ", which other machines can reach, so the token is needed there; set "
              + Setting.TCP_OPEN.variable()
              + "=0");
    }
  }

  static void requireSocketLength(Path socket) {
    int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SOCKET_BYTES) {
      throw new IllegalArgumentException(
          "the socket's path is "
              + bytes
              + " bytes long and the operating system allows "
              + SOCKET_BYTES
              + ": "
              + socket
              + "; set "
              + Setting.SOCKET.variable()
              + " to a shorter path, for example through a symbolic link to the folder");
    }
  }

  static void requireLoopback(URI uri) {
    if (!Kind.LoopbackUrl.isAllowed(uri)) {
      throw SettingValues.wrong(Setting.URL, uri.toString(), null);
    }
  }

  static String requireToken(String text) {
    return (String) SettingValues.parseAs(Setting.TOKEN, text);
  }

  private Path besideSocket(String suffix) {
    Path socket = socket();
    return socket.resolveSibling(socket.getFileName() + suffix);
  }

  private Path path(Setting setting, String otherwise) {
    return values.path(setting, otherwise);
  }

  private int number(Setting setting) {
    return values.get(setting, Integer.class);
  }

  private Duration time(Setting setting) {
    return values.get(setting, Duration.class);
  }
}
