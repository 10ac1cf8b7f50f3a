package dev.peers.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, 0x1B, 0x7F, 0x80, 0x9B, 0x9D, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A,
        0x202E, 0x2060, 0x2066, 0x2069, 0x206F, 0xFEFF, 0xFFF9, 0xD800, 0xDFFF, 0xE0001, 0xE0041,
        0xE007F, 0xE0100, 0xE01EF
      })
  void what_steers_or_hides_is_replaced(int codePoint) {
    String text = "a" + Character.toString(codePoint) + "b";
    assertThat(PlainText.line(text)).isEqualTo("a\uFFFDb");
    assertThat(PlainText.lines(text)).isEqualTo("a\uFFFDb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
  void every_kind_of_line_break_is_one(String end) {
    assertThat(PlainText.line("a" + end + "b")).isEqualTo("a b");
    assertThat(PlainText.lines("a" + end + "b")).isEqualTo("a\nb");
  }

  @Test
  void letters_of_all_scripts_and_joined_emoji_stay() {
    String text = "grüße, 你好, नमस्ते, می‌خواهم, 👩‍💻 e\u0301";
    assertThat(PlainText.line(text)).isEqualTo(text);
  }

  @Test
  void tabs_stay_only_where_lines_do() {
    assertThat(PlainText.line("a\tb")).isEqualTo("a b");
    assertThat(PlainText.lines("a\tb")).isEqualTo("a\tb");
  }

  @Test
  void an_excerpt_never_ends_in_half_a_character() {
    assertThat(PlainText.excerpt("ab\nc", 4)).isEqualTo("ab c");
    assertThat(PlainText.excerpt("abcdef", 3)).isEqualTo("abc...");
    assertThat(PlainText.excerpt("ab😀", 3)).isEqualTo("ab...");
  }
}
