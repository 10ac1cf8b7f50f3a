package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir private Path home;
  private final Map<String, String> env = new HashMap<>();
  private Path file;

  @BeforeEach
  void create() throws IOException {
    env.put("HOME", home.toString());
    file = home.resolve(".config/peers/config.properties");
    Files.createDirectories(file.getParent());
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_the_file_says_is_in_effect_unless_the_environment_says_otherwise() {
    write("idle-exit-seconds = 60\ndb: ~/mail.db\nport=\nmax-unread=5\n");
    env.put("CLAUDE_PEERS_MAX_UNREAD", "9");

    Settings settings = Settings.of(env);

    assertThat(settings.idleExit()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.database()).isEqualTo(home.resolve("mail.db"));
    assertThat(settings.port()).isEqualTo(7899);
    assertThat(settings.value(Setting.IDLE_EXIT))
        .isEqualTo(new SettingValue("60", new SettingOrigin.Line(file, 1)));
    assertThat(settings.value(Setting.DATABASE).text())
        .isEqualTo(home.resolve("mail.db").toString());
    assertThat(settings.value(Setting.UNREAD))
        .isEqualTo(new SettingValue("9", new SettingOrigin.Environment()));
    assertThat(settings.value(Setting.PORT))
        .isEqualTo(new SettingValue("7899", new SettingOrigin.Default()));
  }

  @Test
  void the_file_is_found_where_the_environment_says() throws IOException {
    Path xdg = Files.createDirectories(home.resolve("xdg/peers"));
    Files.writeString(xdg.resolve("config.properties"), "port=1\n");
    env.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
    assertThat(Settings.of(env).port()).isEqualTo(1);

    Path named = Files.writeString(home.resolve("named"), "port=2\n");
    env.put("CLAUDE_PEERS_CONFIG", named.toString());
    assertThat(Settings.of(env).port()).isEqualTo(2);
    assertThat(Settings.of(env).configFile()).isEqualTo(named);
  }

  @Test
  void a_file_that_was_named_must_be_there() {
    env.put("CLAUDE_PEERS_CONFIG", "/nonexistent/peers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessageContaining("/nonexistent/peers")
        .withMessageContaining("CLAUDE_PEERS_CONFIG");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max-unread=many        | max-unread is 'many'; allowed is a whole number from 1 to 10000000
          socket=run/s           | socket is 'run/s'; allowed is an absolute path
          aot=never              | aot is 'never'; allowed is on or off
          token=a b              | token is its value; allowed is 1 to 512 visible ASCII characters
          sokcet=/s              | there is no setting 'sokcet' for this file; did you mean socket?
          CLAUDE_PEERS_DB=/d     | there is no setting 'CLAUDE_PEERS_DB' for this file; its name here is db
          HOME=/h                | there is no setting 'HOME' for this file; only the environment can set it
          config=/h              | there is no setting 'config' for this file
          db=\\u00               | \\u is not followed by four hexadecimal digits
          """)
  void what_is_wrong_is_named_with_its_line(String line, String message) {
    write("# mine\n\n" + line + "\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessageStartingWith(file + ":3: " + message);
  }

  @Test
  void a_wrong_value_is_refused_even_where_the_environment_wins() {
    write("port=x\n");
    env.put("CLAUDE_PEERS_PORT", "1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessageStartingWith(file + ":1: port is 'x'");
  }

  @Test
  void a_file_that_cannot_be_read_is_named() throws IOException {
    Files.write(file, new byte[] {'a', '=', (byte) 0xff});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessage("cannot read the configuration " + file + ": it is not UTF-8");
    Files.write(file, "#".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessageContaining("larger than");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(env))
        .withMessageStartingWith("cannot read the configuration " + file);
  }

  @Test
  void every_setting_of_ours_but_the_files_own_place_has_a_key_of_its_own() {
    assertThat(Arrays.stream(Setting.values()).flatMap(s -> s.key().stream()))
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z]+(-[a-z]+)*"));
    assertThat(Arrays.stream(Setting.values()).filter(s -> s.key().isEmpty()))
        .containsExactlyInAnyOrder(
            Setting.HOME,
            Setting.XDG_STATE_HOME,
            Setting.XDG_CONFIG_HOME,
            Setting.XDG_CACHE_HOME,
            Setting.JAVA_HOME,
            Setting.CONFIG_FILE);
    assertThat(Setting.UNREAD.key()).contains("max-unread");
  }
}
