package dev.peers.mcp.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "0",
        "-0.5e+10",
        "12345678901234567890123",
        "\"\"",
        "{\"a\":[1,2.50,{\"b\":null}],\"c\":\"é😀\"}",
        "\"\\u0001\\u2028\"",
        "\"\\\"\\\\\\n\\r\\t\""
      })
  void what_is_read_is_written_as_it_was(String text) throws Exception {
    assertThat(JsonPrinter.print(JsonParser.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "[1,]",
        "[1 2]",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{} x",
        "{}{}",
        "nul",
        "nullx",
        "tru",
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "0x1",
        "NaN",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u00zz\"",
        "\"a\tb\"",
        "[1",
        "\u0000"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> JsonParser.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void space_between_values_does_not_matter() throws Exception {
    assertThat(JsonPrinter.print(JsonParser.parse(" { \"a\" : [ 1 , 2 ] }\r\n\t ")))
        .isEqualTo("{\"a\":[1,2]}");
  }

  @Test
  void depth_and_number_of_values_are_bounded() {
    assertThatThrownBy(() -> JsonParser.parse("[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 64");
    assertThatThrownBy(() -> JsonParser.parse("[" + "0,".repeat(50_000) + "0]"))
        .hasMessageContaining("more than 20000 values");
  }

  @Test
  void half_a_surrogate_pair_becomes_the_replacement_character() throws Exception {
    assertThat(JsonParser.parse("\"a\\ud800b\"")).isEqualTo(Json.of("a\uFFFDb"));
    assertThat(JsonParser.parse("\"\\ud83d\\ude00\"")).isEqualTo(Json.of("😀"));
    assertThat(JsonPrinter.print(Json.of("\uDE00"))).isEqualTo("\"\uFFFD\"");
  }

  @Test
  void the_last_of_two_equal_names_wins() throws Exception {
    assertThat(((Json.Obj) JsonParser.parse("{\"a\":1,\"a\":2}")).get("a")).contains(Json.of(2));
  }
}
