package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Map<String, String> HOME = Map.of("HOME", "/home/u");

  @Test
  void defaults() {
    Settings settings = Settings.of(HOME);

    assertThat(settings.socket()).isEqualTo(Path.of("/home/u/.claude/run/claude-peers.sock"));
    assertThat(settings.lockFile())
        .isEqualTo(Path.of("/home/u/.claude/run/claude-peers.sock.lock"));
    assertThat(settings.tokenFile())
        .isEqualTo(Path.of("/home/u/.claude/run/claude-peers.sock.token"));
    assertThat(settings.database()).isEqualTo(Path.of("/home/u/.claude-peers.db"));
    assertThat(settings.logFile()).isEqualTo(settings.stateFolder().resolve("broker.log"));
    assertThat(settings.logLevel()).isEqualTo(System.Logger.Level.INFO);
    assertThat(settings.logBytes()).isEqualTo(5_000_000);
    assertThat(settings.configFile()).isEqualTo(Path.of("/home/u/.config/peers/config.properties"));
    assertThat(settings.cacheFolder()).isEqualTo(Path.of("/home/u/.cache/claude-peers"));
    assertThat(settings.tcp()).isFalse();
    assertThat(settings.tcpOpen()).isFalse();
    assertThat(settings.port()).isEqualTo(7899);
    assertThat(settings.url()).isEmpty();
    assertThat(settings.token()).isEmpty();
    assertThat(settings.idleExit()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.hookMailChars()).isZero();
    assertThat(settings.wakeAgain()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.limits()).isEqualTo(Limits.DEFAULTS);
    assertThat(settings.clientTimings()).isEqualTo(ClientTimings.DEFAULTS);
    assertThat(settings.bodyBytes()).isEqualTo(1_048_576);
    assertThat(settings.headerBytes()).isEqualTo(16_384);
    assertThat(settings.connections()).isEqualTo(1024);
    assertThat(settings.streams()).isEqualTo(512);
    assertThat(BrokerAddress.of(settings))
        .isEqualTo(new BrokerAddress.UnixSocket(settings.socket()));
  }

  @Test
  void every_variable_is_read() {
    Map<String, String> env = new HashMap<>();
    env.put("HOME", "/h");
    env.put("CLAUDE_PEERS_SOCKET", "/tmp/s.sock");
    env.put("CLAUDE_PEERS_DB", "~/d.db");
    env.put("CLAUDE_PEERS_STATE", "/st");
    env.put("XDG_STATE_HOME", "/xdg");
    env.put("CLAUDE_PEERS_LOCK", "/l");
    env.put("CLAUDE_PEERS_TOKEN_FILE", "/t");
    env.put("CLAUDE_PEERS_TCP", "1");
    env.put("CLAUDE_PEERS_PORT", "0");
    env.put("CLAUDE_PEERS_TCP_OPEN", "true");
    env.put("CLAUDE_PEERS_URL", "http://127.0.0.1:7000");
    env.put("CLAUDE_PEERS_TOKEN", "tok");
    env.put("CLAUDE_PEERS_IDLE_EXIT_SECONDS", "0");
    env.put("CLAUDE_PEERS_LOG", "/log");
    env.put("CLAUDE_PEERS_LOG_LEVEL", "debug");
    env.put("CLAUDE_PEERS_LOG_BYTES", "10001");
    env.put("XDG_CONFIG_HOME", "/conf");
    env.put("XDG_CACHE_HOME", "/cache");
    env.put("CLAUDE_PEERS_CONFIG", "/dev/null");
    env.put("JAVA_HOME", "/java");
    env.put("CLAUDE_PEERS_AOT", "off");
    env.put("CLAUDE_PEERS_REQUEST_TIMEOUT_MS", "100");
    env.put("CLAUDE_PEERS_HOOK_MAIL_CHARS", "8000");
    env.put("CLAUDE_PEERS_MAX_CONNECTIONS", "10");
    env.put("CLAUDE_PEERS_MAX_STREAMS", "11");
    env.put("CLAUDE_PEERS_MAX_BODY_BYTES", "5000");
    env.put("CLAUDE_PEERS_MAX_HEADER_BYTES", "5001");
    env.put("CLAUDE_PEERS_SETUP_BACKUPS", "4");
    env.put("CLAUDE_PEERS_SERVICE_LABEL", "com.example.broker");
    env.put("CLAUDE_PEERS_TCP_ADDRESS", "::1");
    env.put("CLAUDE_PEERS_TCP_REMOTE", "1");
    env.put("CLAUDE_PEERS_MAX_BUFFERED_BYTES", "2000000");
    env.put("CLAUDE_PEERS_STREAM_QUEUE_BYTES", "20000");
    env.put("CLAUDE_PEERS_KEEP_ALIVE_MS", "101");
    env.put("CLAUDE_PEERS_READ_TIMEOUT_MS", "102");
    env.put("CLAUDE_PEERS_WRITE_TIMEOUT_MS", "103");
    env.put("CLAUDE_PEERS_IDLE_CONNECTION_SECONDS", "104");
    env.put("CLAUDE_PEERS_VERIFIED_BURST", "105");
    env.put("CLAUDE_PEERS_REQUEST_RATE", "106");
    env.put("CLAUDE_PEERS_LOOP_TURNS", "0");
    env.put("CLAUDE_PEERS_LOOP_PAUSE_SECONDS", "108");
    env.put("CLAUDE_PEERS_MAX_STREAMS_PER_PEER", "109");
    env.put("CLAUDE_PEERS_MAX_PEERS", "110");
    env.put("CLAUDE_PEERS_MAX_SUMMARY_CHARS", "111");
    env.put("CLAUDE_PEERS_MAX_LINE_BYTES", "70000");
    env.put("CLAUDE_PEERS_STEADY_RATE", "112");
    env.put("CLAUDE_PEERS_STEADY_BURST", "113");
    int number = 20;
    for (Setting setting : Setting.values()) {
      if (!env.containsKey(setting.variable())) {
        env.put(
            setting.variable(), Integer.toString(setting == Setting.WATCH_PAUSE ? 50 : number++));
      }
    }
    assertThat(env.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Setting.values()).map(Setting::variable).toList());

    Settings settings = Settings.of(env);

    assertThat(settings.socket()).isEqualTo(Path.of("/tmp/s.sock"));
    assertThat(settings.database()).isEqualTo(Path.of("/h/d.db"));
    assertThat(settings.stateFolder()).isEqualTo(Path.of("/st"));
    assertThat(settings.lockFile()).isEqualTo(Path.of("/l"));
    assertThat(settings.tokenFile()).isEqualTo(Path.of("/t"));
    assertThat(settings.tcp()).isTrue();
    assertThat(settings.port()).isZero();
    assertThat(settings.tcpOpen()).isTrue();
    assertThat(settings.url()).contains(URI.create("http://127.0.0.1:7000"));
    assertThat(settings.token()).contains("tok");
    assertThat(settings.idleExit()).isZero();
    assertThat(settings.logFile()).isEqualTo(Path.of("/log"));
    assertThat(settings.logLevel()).isEqualTo(System.Logger.Level.DEBUG);
    assertThat(settings.logBytes()).isEqualTo(10_001);
    assertThat(settings.configFile()).isEqualTo(Path.of("/dev/null"));
    assertThat(settings.cacheFolder()).isEqualTo(Path.of("/cache/claude-peers"));
    assertThat(settings.clientTimings().answer()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.connections()).isEqualTo(10);
    assertThat(settings.streams()).isEqualTo(11);
    assertThat(settings.bodyBytes()).isEqualTo(5000);
    assertThat(settings.headerBytes()).isEqualTo(5001);
    assertThat(settings.tcpAddress().isLoopbackAddress()).isTrue();
    assertThat(settings.bufferedBytes()).isEqualTo(2_000_000);
    assertThat(settings.lineBytes()).isEqualTo(70_000);
    assertThat(settings.streamQueueBytes()).isEqualTo(20_000);
    assertThat(settings.requestsPerMinute()).isEqualTo(106);
    assertThat(settings.steadyPerMinute()).isEqualTo(112);
    assertThat(settings.steadyBurst()).isEqualTo(113);
    assertThat(settings.keepAlive()).isEqualTo(Duration.ofMillis(101));
    assertThat(settings.readTimeout()).isEqualTo(Duration.ofMillis(102));
    assertThat(settings.writeTimeout()).isEqualTo(Duration.ofMillis(103));
    assertThat(settings.idleConnection()).isEqualTo(Duration.ofSeconds(104));
    assertThat(settings.installPatience()).isEqualTo(Duration.ofSeconds(36));
    assertThat(settings.doctorPatience()).isEqualTo(Duration.ofSeconds(37));
    assertThat(settings.doctorFreeMegabytes()).isEqualTo(38);
    assertThat(settings.doctorDatabaseMegabytes()).isEqualTo(39);
    assertThat(settings.limits())
        .isEqualTo(
            new Limits(
                20,
                21,
                22,
                23,
                24,
                25,
                Duration.ofMillis(26),
                Duration.ofSeconds(27),
                Duration.ofSeconds(28),
                Duration.ofMillis(29),
                Duration.ofMillis(50),
                Duration.ofSeconds(30),
                Duration.ofMillis(31),
                Duration.ofDays(32),
                Duration.ofDays(33),
                34,
                Duration.ofMinutes(35),
                105,
                106,
                0,
                Duration.ofSeconds(108),
                109,
                110,
                111));
    assertThat(BrokerAddress.of(settings))
        .isEqualTo(new BrokerAddress.Tcp(URI.create("http://127.0.0.1:7000"), Optional.of("tok")));
  }

  @Test
  void an_address_beyond_this_machine_must_be_asked_for_by_name_and_needs_the_token() {
    Map<String, String> env = new HashMap<>(Map.of("HOME", "/h"));
    env.put("CLAUDE_PEERS_TCP_ADDRESS", "0.0.0.0");
    assertThatThrownBy(() -> Settings.of(env))
        .hasMessageContaining("CLAUDE_PEERS_TCP_ADDRESS is 0.0.0.0")
        .hasMessageContaining("CLAUDE_PEERS_TCP_REMOTE=1");
    env.put("CLAUDE_PEERS_TCP_REMOTE", "1");
    assertThat(Settings.of(env).tcpAddress().isAnyLocalAddress()).isTrue();
    env.put("CLAUDE_PEERS_TCP_OPEN", "1");
    assertThatThrownBy(() -> Settings.of(env)).hasMessageContaining("CLAUDE_PEERS_TCP_OPEN=0");
    env.put("CLAUDE_PEERS_TCP_ADDRESS", "localhost");
    assertThatThrownBy(() -> Settings.of(env)).hasMessageContaining("an IP address");
  }

  @Test
  void every_setting_tells_what_it_is() {
    assertThat(Setting.values())
        .allSatisfy(
            setting -> {
              assertThat(setting.meaning()).isNotBlank();
              assertThat(setting.allowed()).isNotBlank();
            });
    assertThat(Setting.IDLE_EXIT.unit()).isEqualTo("seconds");
    assertThat(Setting.WAKE_WAIT.unit()).isEqualTo("milliseconds");
    assertThat(Setting.PORT.unit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CLAUDE_PEERS_PORT              | 65536                 | a whole number from 0 to 65535
          CLAUDE_PEERS_PORT              | 7e3                   | a whole number from 0 to 65535
          CLAUDE_PEERS_TCP               | maybe                 | 1 or 0
          CLAUDE_PEERS_SOCKET            | run/s.sock            | an absolute path, or one that starts with ~/
          CLAUDE_PEERS_IDLE_EXIT_SECONDS | -1                    | a whole number of seconds from 0 to 31536000
          CLAUDE_PEERS_AOT               | never                 | on or off
          CLAUDE_PEERS_LOG_LEVEL         | loud                  | debug, info, warning, error or off
          CLAUDE_PEERS_URL               | https://127.0.0.1:1   | http://127.0.0.1:PORT or the like
          CLAUDE_PEERS_URL               | http://example.com:1  | http://127.0.0.1:PORT or the like
          CLAUDE_PEERS_URL               | http://127.x.com:1    | http://127.0.0.1:PORT or the like
          CLAUDE_PEERS_URL               | http://u@127.0.0.1:1  | http://127.0.0.1:PORT or the like
          CLAUDE_PEERS_URL               | http://127.0.0.1:1/x  | http://127.0.0.1:PORT or the like
          CLAUDE_PEERS_URL               | ::                    | http://127.0.0.1:PORT or the like
          CLAUDE_PEERS_MAX_MESSAGE_CHARS | 0                     | a whole number from 1 to 1000000
          CLAUDE_PEERS_UNREAD_DAYS       | 9999999999999999999   | a whole number of days from 1 to 3650
          """)
  void a_wrong_value_is_named_with_what_is_allowed(String name, String value, String allowed) {
    Map<String, String> env = new HashMap<>(HOME);
    env.put(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessageStartingWith(name + " is '" + value + "'; allowed is " + allowed);
  }

  @Test
  void a_wrong_token_is_not_shown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of("HOME", "/h", "CLAUDE_PEERS_TOKEN", "se cret")))
        .withMessage(
            "CLAUDE_PEERS_TOKEN is its value; allowed is 1 to 512 visible ASCII characters")
        .withMessageNotContaining("cret ");
  }

  @Test
  void a_socket_path_that_is_too_long_says_what_to_do() {
    String path = "/tmp/" + "x".repeat(200);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of("CLAUDE_PEERS_SOCKET", path)))
        .withMessageContaining("205 bytes")
        .withMessageContaining("CLAUDE_PEERS_SOCKET")
        .withMessageContaining("symbolic link");
  }

  @Test
  void without_a_home_the_paths_must_be_given() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of()))
        .withMessageContaining("HOME is not set")
        .withMessageContaining("CLAUDE_PEERS_SOCKET");
    assertThat(Settings.of(Map.of("CLAUDE_PEERS_SOCKET", "/s", "HOME", "")).socket())
        .isEqualTo(Path.of("/s"));
  }

  @Test
  void a_relative_state_home_is_ignored() {
    assertThat(Settings.of(Map.of("HOME", "/h", "XDG_STATE_HOME", "x")).stateFolder())
        .isAbsolute()
        .startsWithRaw(Path.of("/h"));
  }

  @Test
  void a_url_takes_its_token_from_the_file(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    Settings settings =
        Settings.of(
            Map.of(
                "HOME", "/h",
                "CLAUDE_PEERS_URL", "http://localhost:7899/",
                "CLAUDE_PEERS_TOKEN_FILE", file.toString()));
    URI uri = URI.create("http://localhost:7899/");

    assertThat(BrokerAddress.of(settings)).isEqualTo(new BrokerAddress.Tcp(uri, Optional.empty()));

    Files.writeString(file, "abc\n");
    assertThat(BrokerAddress.of(settings))
        .isEqualTo(new BrokerAddress.Tcp(uri, Optional.of("abc")));
  }
}
