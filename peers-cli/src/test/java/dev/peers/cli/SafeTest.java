package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTest {
  @Test
  void escape_sequences_lose_their_escape() {
    assertThat(Safe.line("\u001B[2Jgone\u009B31m\u0007")).isEqualTo("\uFFFD[2Jgone\uFFFD31m\uFFFD");
  }

  @Test
  void a_line_stays_one_line() {
    assertThat(Safe.line("a\nID: 12345678\r\nb\tc\u2028d")).isEqualTo("a ID: 12345678 b c d");
  }

  @Test
  void marks_that_turn_the_direction_around_are_shown_as_such() {
    assertThat(Safe.line("abc\u202Edef\u2066")).isEqualTo("abc\uFFFDdef\uFFFD");
  }

  @Test
  void letters_of_all_scripts_stay() {
    assertThat(Safe.line("grüße, 你好, 🙂")).isEqualTo("grüße, 你好, 🙂");
  }

  @Test
  void a_block_is_indented_on_every_line_so_that_none_passes_for_our_own_output() {
    assertThat(Safe.block("one\r\ntwo\n\nBroker: ok", "  "))
        .isEqualTo("  one\n  two\n  \n  Broker: ok");
  }
}
