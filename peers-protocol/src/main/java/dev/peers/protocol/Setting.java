package dev.peers.protocol;

import static dev.peers.protocol.Kind.Time.days;
import static dev.peers.protocol.Kind.Time.millis;
import static dev.peers.protocol.Kind.Time.minutes;
import static dev.peers.protocol.Kind.Time.seconds;

import java.util.Locale;
import java.util.Optional;

/// Every setting there is: its environment variable, what it is without one, and what it means.
/// [Settings] reads them; the documentation is made of this list.
///
/// What begins with `CLAUDE_PEERS_` can stand in the configuration file too, under its [#key]; the
/// environment wins.
public enum Setting {
  HOME("HOME", "", new Kind.Folder(), "the user's home folder, where the other paths start"),
  SOCKET(
      "CLAUDE_PEERS_SOCKET",
      "~/.claude/run/claude-peers.sock",
      new Kind.File(),
      "the broker's Unix socket"),
  DATABASE("CLAUDE_PEERS_DB", "~/.claude-peers.db", new Kind.File(), "the broker's database"),
  STATE_FOLDER(
      "CLAUDE_PEERS_STATE",
      "the folder peers in XDG_STATE_HOME, else ~/.local/state/peers; on macOS"
          + " ~/Library/Application Support/peers",
      new Kind.Folder(),
      "where logs are kept, readable by their owner only"),
  XDG_STATE_HOME("XDG_STATE_HOME", "", new Kind.Folder(), "where programs keep their state"),
  XDG_CONFIG_HOME(
      "XDG_CONFIG_HOME", "", new Kind.Folder(), "where programs keep their configuration"),
  XDG_CACHE_HOME(
      "XDG_CACHE_HOME", "", new Kind.Folder(), "where programs keep what can be made again"),
  CONFIG_FILE(
      "CLAUDE_PEERS_CONFIG",
      "peers/config.properties in XDG_CONFIG_HOME, else in ~/.config",
      new Kind.File(),
      "the configuration file; only the environment can name it"),
  JAVA_HOME("JAVA_HOME", "", new Kind.Folder(), "the Java that the launcher tries first"),
  AOT(
      "CLAUDE_PEERS_AOT",
      "on",
      new Kind.Word("on", "off"),
      "whether the launcher uses start-up caches and makes those that are missing"),
  LOCK_FILE(
      "CLAUDE_PEERS_LOCK",
      "the socket's path and .lock",
      new Kind.File(),
      "the file that decides which broker serves the socket"),
  TOKEN_FILE(
      "CLAUDE_PEERS_TOKEN_FILE",
      "the socket's path and .token",
      new Kind.File(),
      "where the broker keeps the bearer token of its TCP port"),
  TCP(
      "CLAUDE_PEERS_TCP",
      "0",
      new Kind.Flag(),
      "whether the broker listens on a TCP port of this machine as well"),
  PORT("CLAUDE_PEERS_PORT", "7899", new Kind.Count(0, 65_535), "that port; 0 takes a free one"),
  TCP_OPEN(
      "CLAUDE_PEERS_TCP_OPEN",
      "0",
      new Kind.Flag(),
      "whether that port is served without a token, as the old protocol does"),
  TCP_ADDRESS(
      "CLAUDE_PEERS_TCP_ADDRESS",
      "127.0.0.1",
      new Kind.Address(),
      "the address that port is on; one beyond this machine needs CLAUDE_PEERS_TCP_REMOTE=1"),
  TCP_REMOTE(
      "CLAUDE_PEERS_TCP_REMOTE",
      "0",
      new Kind.Flag(),
      "whether that address may be reached from other machines; the token is needed then, and it"
          + " and all mail travel unencrypted"),
  URL(
      "CLAUDE_PEERS_URL",
      "",
      new Kind.LoopbackUrl(),
      "where clients reach the broker over TCP instead of the socket"),
  TOKEN("CLAUDE_PEERS_TOKEN", "", new Kind.Token(), "the bearer token of the TCP port"),
  IDLE_EXIT(
      "CLAUDE_PEERS_IDLE_EXIT_SECONDS",
      "300",
      seconds(0, 31_536_000),
      "after how long without peers the broker leaves; 0 for never"),
  LOG_FILE(
      "CLAUDE_PEERS_LOG",
      "broker.log in the state folder",
      new Kind.File(),
      "what the broker logs to"),
  LOG_LEVEL(
      "CLAUDE_PEERS_LOG_LEVEL",
      "info",
      new Kind.Level(),
      "how much is logged: debug, info, warning, error or off"),
  SERVICE_LABEL(
      "CLAUDE_PEERS_SERVICE_LABEL",
      "com.minoan.claude-peers-broker",
      new Kind.Label(),
      "the label of the broker's launchd service"),
  LOG_BYTES(
      "CLAUDE_PEERS_LOG_BYTES",
      "5000000",
      new Kind.Count(10_000, 1_000_000_000),
      "how large a log grows, in bytes, before it is put aside; the one put aside before is"
          + " deleted"),
  REQUEST_TIMEOUT(
      "CLAUDE_PEERS_REQUEST_TIMEOUT_MS",
      "5000",
      millis(50, 600_000),
      "how long a client waits for the broker's answer"),
  CONNECTIONS(
      "CLAUDE_PEERS_MAX_CONNECTIONS",
      "1024",
      new Kind.Count(4, 100_000),
      "how many connections the broker keeps open at most"),
  STREAMS(
      "CLAUDE_PEERS_MAX_STREAMS",
      "512",
      new Kind.Count(1, 100_000),
      "how many of them may be event streams"),
  PEER_STREAMS(
      "CLAUDE_PEERS_MAX_STREAMS_PER_PEER",
      "4",
      new Kind.Count(1, 1_000),
      "how many event streams a peer may hold; onlookers together may hold four times as many"),
  PEERS(
      "CLAUDE_PEERS_MAX_PEERS",
      "1000",
      new Kind.Count(1, 100_000),
      "how many peers may be here at once; of those that left, four times as many are remembered"),
  BODY_BYTES(
      "CLAUDE_PEERS_MAX_BODY_BYTES",
      "1048576",
      new Kind.Count(4_096, 67_108_864),
      "how large a request may be, in bytes"),
  HEADER_BYTES(
      "CLAUDE_PEERS_MAX_HEADER_BYTES",
      "16384",
      new Kind.Count(1_024, 1_048_576),
      "how large the head of a request may be, in bytes"),
  BUFFERED_BYTES(
      "CLAUDE_PEERS_MAX_BUFFERED_BYTES",
      "33554432",
      new Kind.Count(1_048_576, 1_073_741_824),
      "how much of large requests, large answers and waiting events a listener holds in memory"
          + " altogether, in bytes"),
  STREAM_BYTES(
      "CLAUDE_PEERS_STREAM_QUEUE_BYTES",
      "1048576",
      new Kind.Count(16_384, 67_108_864),
      "how much an event stream holds for a reader that is slower than its events, in bytes"),
  KEEP_ALIVE(
      "CLAUDE_PEERS_KEEP_ALIVE_MS",
      "10000",
      millis(50, 600_000),
      "after how long an idle event stream gets a comment"),
  READ_TIMEOUT(
      "CLAUDE_PEERS_READ_TIMEOUT_MS",
      "10000",
      millis(50, 600_000),
      "how long the head of a request may take to arrive, and then its body"),
  WRITE_TIMEOUT(
      "CLAUDE_PEERS_WRITE_TIMEOUT_MS",
      "10000",
      millis(50, 600_000),
      "how long a client may take nothing of what is written to it"),
  IDLE_CONNECTION(
      "CLAUDE_PEERS_IDLE_CONNECTION_SECONDS",
      "600",
      seconds(1, 86_400),
      "how long a connection may be open without a request"),
  REQUEST_RATE(
      "CLAUDE_PEERS_REQUEST_RATE",
      "60000",
      new Kind.Count(1, 1_000_000_000),
      "how many requests a minute a peer may make, and a connection may carry"),
  STEADY_RATE(
      "CLAUDE_PEERS_STEADY_RATE",
      "12000",
      new Kind.Count(1, 1_000_000_000),
      "how many requests a minute a connection gets answered in the long run; others wait for their"
          + " turn. A registration counts as ten, and 16 KiB of an answer as one more"),
  STEADY_BURST(
      "CLAUDE_PEERS_STEADY_BURST",
      "600",
      new Kind.Count(1, 1_000_000_000),
      "how many it gets answered without a wait after it was quiet"),
  MESSAGE_CHARS(
      "CLAUDE_PEERS_MAX_MESSAGE_CHARS",
      "10000",
      new Kind.Count(1, 1_000_000),
      "how long a message may be, in UTF-16 characters"),
  SUMMARY_CHARS(
      "CLAUDE_PEERS_MAX_SUMMARY_CHARS",
      "2000",
      new Kind.Count(1, 2_000),
      "how long a peer's summary may be, in UTF-16 characters"),
  LINE_BYTES(
      "CLAUDE_PEERS_MAX_LINE_BYTES",
      "4194304",
      new Kind.Count(65_536, 67_108_864),
      "how long a line may be that an MCP server takes from its client, in bytes"),
  RATE(
      "CLAUDE_PEERS_RATE",
      "10",
      new Kind.Count(1, 1_000_000),
      "how many messages a minute a peer of the old protocol, or a person, may send"),
  VERIFIED_RATE(
      "CLAUDE_PEERS_VERIFIED_RATE",
      "120",
      new Kind.Count(1, 1_000_000),
      "how many messages a minute a peer with a secret may send in the long run"),
  VERIFIED_BURST(
      "CLAUDE_PEERS_VERIFIED_BURST",
      "240",
      new Kind.Count(1, 1_000_000),
      "how many it may send at once after it was quiet; a minute's worth at least"),
  LOOP_TURNS(
      "CLAUDE_PEERS_LOOP_TURNS",
      "60",
      new Kind.Count(0, 1_000_000),
      "how many times two peers may answer each other in quick succession before they are slowed;"
          + " 0 for any number"),
  LOOP_PAUSE(
      "CLAUDE_PEERS_LOOP_PAUSE_SECONDS",
      "15",
      seconds(1, 3_600),
      "how much time gives such a pair one more turn"),
  UNREAD(
      "CLAUDE_PEERS_MAX_UNREAD",
      "10000",
      new Kind.Count(1, 10_000_000),
      "how many unread messages a peer may hold"),
  FETCH_SIZE(
      "CLAUDE_PEERS_FETCH_SIZE",
      "500",
      new Kind.Count(1, 10_000),
      "how many unread messages one answer carries at most"),
  HISTORY_SIZE(
      "CLAUDE_PEERS_HISTORY_SIZE",
      "100",
      new Kind.Count(1, 10_000),
      "how many messages of the history one answer carries at most"),
  WAKE_WAIT(
      "CLAUDE_PEERS_WAKE_WAIT_MS",
      "250",
      millis(0, 4_000),
      "how long sending waits to learn how waking the recipient went"),
  WAKE_TIMEOUT(
      "CLAUDE_PEERS_WAKE_TIMEOUT_SECONDS",
      "10",
      seconds(1, 600),
      "after how long a wake that nobody reported on counts as ambiguous"),
  WAKE_AGAIN(
      "CLAUDE_PEERS_WAKE_AGAIN_SECONDS",
      "300",
      seconds(1, 86_400),
      "after how long an unanswered wake is repeated for new mail"),
  LIVENESS_FRESH(
      "CLAUDE_PEERS_LIVENESS_FRESH_MS",
      "50",
      millis(0, 60_000),
      "how old knowledge of a process may be that an answer is based on"),
  WATCH_PAUSE(
      "CLAUDE_PEERS_WATCH_MS",
      "1000",
      millis(50, 600_000),
      "how often processes are looked at that have no event stream"),
  SWEEP_PAUSE(
      "CLAUDE_PEERS_SWEEP_SECONDS", "30", seconds(1, 86_400), "how often orphans are looked for"),
  KILL_GRACE(
      "CLAUDE_PEERS_KILL_GRACE_MS",
      "5000",
      millis(0, 60_000),
      "how long an agent may take to end before it is ended without asking"),
  UNREAD_RETENTION("CLAUDE_PEERS_UNREAD_DAYS", "7", days(1, 3_650), "how long unread mail is kept"),
  READ_RETENTION(
      "CLAUDE_PEERS_READ_DAYS", "30", days(1, 3_650), "how long read and expired mail is kept"),
  MESSAGES_KEPT(
      "CLAUDE_PEERS_MAX_MESSAGES",
      "1000000",
      new Kind.Count(1, 1_000_000_000),
      "how many messages are kept at most, whatever their age, unread ones aside"),
  PURGE_PAUSE(
      "CLAUDE_PEERS_PURGE_MINUTES", "60", minutes(1, 1_440), "how often old mail is looked for"),
  SETUP_BACKUPS(
      "CLAUDE_PEERS_SETUP_BACKUPS",
      "3",
      new Kind.Count(1, 100),
      "how many copies of a client's configuration setup keeps"),
  HOOK_MAIL(
      "CLAUDE_PEERS_HOOK_MAIL_CHARS",
      "0",
      new Kind.Count(0, 10_000),
      "how much a hook may say to show the unread mail itself, in UTF-16 characters; 0 to tell only"
          + " from whom it is"),
  INSTALL_PATIENCE(
      "CLAUDE_PEERS_INSTALL_SECONDS",
      "300",
      seconds(1, 3_600),
      "how long install waits for the start-up caches; what takes longer goes on by itself"),
  DOCTOR_PATIENCE(
      "CLAUDE_PEERS_DOCTOR_SECONDS",
      "10",
      seconds(1, 600),
      "how long doctor waits for a client to tell its version and for the message of its self-test,"
          + " and how old a broker without a socket is that it takes for left over"),
  DOCTOR_FREE(
      "CLAUDE_PEERS_DOCTOR_FREE_MB",
      "200",
      new Kind.Count(1, 1_000_000_000),
      "how much must be free on the database's disk for doctor to be content, in megabytes; with a"
          + " tenth of that, mail cannot be relied on"),
  DOCTOR_DATABASE(
      "CLAUDE_PEERS_DOCTOR_DATABASE_MB",
      "2000",
      new Kind.Count(0, 1_000_000_000),
      "how large the database may be for doctor to be content, in megabytes");

  private static final String PREFIX = "CLAUDE_PEERS_";

  private final String variable;
  private final String defaultText;

  // Every kind is a record of immutable values.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Kind kind;

  private final String meaning;

  Setting(String variable, String defaultText, Kind kind, String meaning) {
    this.variable = variable;
    this.defaultText = defaultText;
    this.kind = kind;
    this.meaning = meaning;
  }

  /// The environment variable.
  public String variable() {
    return variable;
  }

  /// Its name in the configuration file: that of the variable without `CLAUDE_PEERS_`, in lower
  /// case and with dashes, such as `max-unread`. Nothing if only the environment can set it.
  public Optional<String> key() {
    return this == CONFIG_FILE || !variable.startsWith(PREFIX)
        ? Optional.empty()
        : Optional.of(
            variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /// The name to show to people: the key, or the variable of what has none.
  public String title() {
    return key().orElse(variable);
  }

  /// Whether its value must not be shown.
  public boolean isSecret() {
    return this == TOKEN;
  }

  /// Whether the variable belongs to other programs as well, so that values which make no sense are
  /// passed over.
  boolean isForeign() {
    return this != HOME && !variable.startsWith(PREFIX);
  }

  /// The value without the variable, or how it comes about; empty if there is none.
  public String defaultText() {
    return defaultText;
  }

  /// What it means, as part of a sentence.
  public String meaning() {
    return meaning;
  }

  /// What values are allowed, as part of a sentence.
  public String allowed() {
    return kind.allowed();
  }

  /// The unit of its numbers, such as `seconds`; empty if it has none.
  public String unit() {
    return kind instanceof Kind.Time time ? time.unitText() : "";
  }

  Kind kind() {
    return kind;
  }
}
