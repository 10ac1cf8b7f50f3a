package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.Setting;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir private Path home;
  private final Map<String, String> env = new HashMap<>();
  private final Screen screen = new Screen();

  @BeforeEach
  void create() {
    env.put("HOME", home.toString());
  }

  private int run(String... args) {
    return new Main(screen.console(), env).run(args);
  }

  private Path write(String text) throws IOException {
    Path file = home.resolve(".config/peers/config.properties");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void every_setting_is_shown_with_its_value_and_where_it_comes_from() throws IOException {
    write("# mine\nmax-unread = 7\n");
    env.put("CLAUDE_PEERS_PORT", "9");
    assertThat(run("config")).isZero();
    assertThat(screen.out())
        .contains("File: " + home + "/.config/peers/config.properties\n")
        .containsPattern("max-unread +file, line 2 +7\n")
        .containsPattern("port +environment +9\n")
        .containsPattern("idle-exit-seconds +default +300 seconds\n")
        .containsPattern("db +default +" + home + "/.claude-peers.db\n");
    for (Setting setting : Setting.values()) {
      assertThat(screen.out()).contains("\n" + setting.title() + " ");
    }
  }

  @Test
  void one_setting_is_explained_and_a_mistyped_one_guessed() {
    assertThat(run("config", "max-unread")).isZero();
    assertThat(screen.out())
        .startsWith("max-unread: how many unread messages a peer may hold\n")
        .contains("CLAUDE_PEERS_MAX_UNREAD");
    assertThat(run("config", "max-undead")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("Did you mean 'max-unread'?");
  }

  @Test
  void json_tells_all_of_it_and_the_token_is_never_shown() throws IOException {
    Path file = write("token=hush-hush\n");
    assertThat(run("config", "--json")).isZero();
    assertThat(run("config", "token")).isZero();
    assertThat(run("config")).isZero();
    assertThat(screen.out()).doesNotContain("hush-hush").contains("(set; not shown)");
    String line = screen.out().lines().findFirst().orElse("");
    JsonObject json = Json.parseObject(line, JsonLimits.ANSWER);
    assertThat(json.text("file")).isEqualTo(file.toString());
    assertThat(json.objects("settings")).hasSize(Setting.values().length);
    JsonObject token =
        json.objects("settings").stream()
            .filter(setting -> setting.text("name").equals("token"))
            .findFirst()
            .orElseThrow();
    assertThat(token.text("origin")).isEqualTo("file");
    assertThat(token.number("line")).isEqualTo(1);
    assertThat(token.flag("set", false)).isTrue();
  }

  @Test
  void a_wrong_file_is_named_with_its_line_by_every_command() throws IOException {
    Path file = write("sokcet=/s\n");
    for (String command : new String[] {"config", "status", "broker", "logs"}) {
      Screen own = new Screen();
      assertThat(new Main(own.console(), env).run(command)).isEqualTo(ExitCode.USAGE);
      assertThat(own.err())
          .startsWith("peers: " + file + ":1: there is no setting 'sokcet'")
          .contains("did you mean socket?");
    }
  }
}
