package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final Screen screen = new Screen();

  private int run(Map<String, String> env, String... args) {
    return new Main(screen.console(), env).run(args);
  }

  @Test
  void help_lists_every_command_and_the_exit_codes() {
    assertThat(run(Map.of(), "--help")).isZero();
    for (CommandSpec spec : CommandSpec.ALL) {
      assertThat(screen.out()).contains("\n  " + spec.name() + " ");
    }
    assertThat(screen.out()).contains("Exit codes:");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void every_command_has_its_own_help() {
    for (CommandSpec spec : CommandSpec.ALL) {
      Screen own = new Screen();
      assertThat(new Main(own.console(), Map.of()).run(spec.name(), "--help")).isZero();
      assertThat(own.out()).startsWith("Usage: peers " + spec.name());
    }
  }

  @Test
  void the_version_is_printed() {
    assertThat(run(Map.of(), "--version")).isZero();
    assertThat(screen.out()).startsWith("peers ");
  }

  @Test
  void an_unknown_command_is_wrong_usage() {
    assertThat(run(Map.of(), "stat\u001Bus")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err())
        .isEqualTo(
            "peers: unknown command 'stat\uFFFDus'. Did you mean 'status'? Try 'peers --help'.\n");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void a_command_that_resembles_none_is_not_guessed() {
    assertThat(run(Map.of(), "frobnicate")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err())
        .isEqualTo("peers: unknown command 'frobnicate'. Try 'peers --help'.\n");
  }

  @Test
  void no_command_at_all_shows_the_help_on_standard_error() {
    assertThat(run(Map.of())).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).startsWith("peers - ");
  }

  @Test
  void a_wrong_setting_is_named() {
    assertThat(run(Map.of("HOME", "/nonexistent", "CLAUDE_PEERS_PORT", "many"), "status"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("CLAUDE_PEERS_PORT is 'many'");
  }

  @Test
  void without_a_broker_every_asking_command_says_so_and_starts_none(@TempDir Path home) {
    for (String command : new String[] {"status", "peers", "orphans", "cleanup", "kill-broker"}) {
      Screen own = new Screen();
      Map<String, String> env = Map.of("HOME", home.toString());
      assertThat(new Main(own.console(), env).run(command)).isEqualTo(ExitCode.NO_BROKER);
      assertThat(own.err()).startsWith("Broker is not running.\n").contains("peers broker");
      assertThat(own.out()).isEmpty();
    }
    assertThat(home).isEmptyDirectory();
  }
}
