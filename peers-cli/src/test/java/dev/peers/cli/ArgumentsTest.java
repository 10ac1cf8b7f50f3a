package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static Arguments parse(String command, String... args) {
    return Arguments.parse(CommandSpec.named(command), args, 0);
  }

  @Test
  void several_words_are_one_message() {
    Arguments arguments = parse("send", "abcd1234", "please", "look", "at", "it");
    assertThat(arguments.first()).isEqualTo("abcd1234");
    assertThat(arguments.text()).isEqualTo("please look at it");
  }

  @Test
  void a_message_may_begin_with_a_dash() {
    assertThat(parse("send", "abcd1234", "--force", "is", "bad").text())
        .isEqualTo("--force is bad");
    assertThat(parse("send", "--", "abcd1234", "--help").text()).isEqualTo("--help");
    assertThat(parse("send", "abcd1234", "-").text()).isEqualTo("-");
  }

  @Test
  void options_may_follow_the_text_or_carry_their_value() {
    Arguments arguments = parse("ask", "codex", "what", "now", "--timeout", "1.5");
    assertThat(arguments.text()).isEqualTo("what now");
    assertThat(arguments.seconds("--timeout")).contains(Duration.ofMillis(1500));
    assertThat(parse("wait", "--from=codex").value("--from")).contains("codex");
  }

  @Test
  void wrong_calls_are_named_and_show_the_usage() {
    assertThatThrownBy(() -> parse("send", "abcd1234"))
        .isInstanceOf(CliException.class)
        .hasMessage("peers send: an argument is missing.\nUsage: peers send <id> <msg>");
    assertThatThrownBy(() -> parse("status", "extra")).hasMessageContaining("'extra'");
    assertThatThrownBy(() -> parse("status", "--jason")).hasMessageContaining("--jason");
    assertThatThrownBy(() -> parse("wait", "--timeout")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("wait", "--timeout", "soon").seconds("--timeout"))
        .hasMessageContaining("needs a number, not 'soon'");
    assertThatThrownBy(() -> parse("messages", "--limit", "-3").positive("--limit"))
        .hasMessageContaining("needs a number of at least 1, not '-3'");
    assertThatThrownBy(() -> parse("wait", "--timeout", "NaN").seconds("--timeout"))
        .hasMessageContaining("needs a number, not 'NaN'");
  }

  @Test
  void help_needs_no_further_arguments() {
    assertThat(parse("send", "--help").has("--help")).isTrue();
  }
}
