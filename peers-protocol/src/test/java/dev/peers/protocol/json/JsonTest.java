package dev.peers.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  /// The letter A as an invisible tag.
  private static final String TAG = "\udb40\udc41";

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
        "\"\\u0001\\u2028\\u202e\\ufeff\"",
        "\"\\\"\\\\\\n\\r\\t\""
      })
  void what_is_read_is_written_as_it_was(String text) {
    assertThat(Json.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"a\":1,}",
        "{,}",
        "[1,]",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":tru}",
        "{\"a\":trueX}",
        "{\"a\":nul}",
        "{\"a\":NaN}",
        "{\"a\":1}x",
        "{} {}",
        "{\"a\":\"b}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00zz\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\",
        "// c\n{}",
        "\ufeff{}",
        "{\"a\":1 \"b\":2}",
        "[1 2]",
        "{\"a\":[}",
        "{\"a\"}",
        "}",
        "[",
        "[1",
        "[,]",
        "{}{}",
        "nul",
        "nullx",
        "tru",
        "01",
        "-01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "1e+",
        "0x1",
        "\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "\"\\u\uff11\uff11\uff11\uff11\"",
        "\u0000",
        "{}\u0000",
        "\u00a0{}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":null,\"\\u0061\":null}"
      })
  void what_is_no_json_is_refused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"x\"", "[]", "true"})
  void what_is_no_object_is_refused(String text) {
    assertThatThrownBy(() -> read(text)).hasMessageStartingWith("expected a JSON object, got ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | expected a value, got the end of the text, at character 1",
        "{\"a\" 1} | expected ':', got '1', at character 6",
        "[1,] | expected a value, got ']', at character 4",
        "[1 2] | expected ',' or ']', got '2', at character 4",
        "{\"a\":1 | expected ',' or '}', got the end of the text, at character 7",
        "{a:1} | expected a name in quotation marks, got 'a', at character 2",
        "{} x | expected nothing more, got 'x', at character 4",
        "trUe | expected true, got 'U', at character 3",
        "1.x | expected a digit, got 'x', at character 3",
        "[\u202e] | expected a value, got U+202e, at character 2",
        "\"\\x\" | expected one of \"\\/bfnrtu after a backslash, got 'x', at character 3",
      })
  void an_error_says_what_is_expected_and_what_is_there_and_where(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text)).hasMessage("not valid JSON: " + message);
  }

  @Test
  void a_name_that_is_there_twice_is_named_with_its_place() {
    assertThatThrownBy(() -> Json.parse("{\"a\":1, \"a\":2}"))
        .hasMessage("field 'a' is there twice, at character 9");
  }

  @Test
  void invalid_utf8_is_refused() {
    byte[] latin1 = "{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Json.parseObject(latin1, JsonLimits.REQUEST))
        .hasMessage("not valid JSON: not UTF-8 at byte 7");
  }

  @Test
  void length_depth_and_number_of_values_are_bounded() {
    JsonLimits limits = new JsonLimits(20, 3, 5);
    assertThat(Json.parse("[[[1,2]]]", limits)).hasToString("[[[1,2]]]");
    assertThatThrownBy(() -> Json.parse("[[[[]]]]", limits))
        .hasMessage("too much JSON: nested deeper than 3 levels, at character 4");
    assertThatThrownBy(() -> Json.parse("[1,2,3,4,5]", limits))
        .hasMessage("too much JSON: more than 5 values");
    assertThatThrownBy(() -> Json.parse(" ".repeat(20) + "1", limits))
        .hasMessage("too much JSON: more than 20 characters");
    assertThatThrownBy(() -> Json.parse(new byte[21], limits))
        .hasMessage("too much JSON: more than 20 characters");
  }

  @Test
  void a_bomb_of_brackets_is_refused_before_it_goes_off() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 64 levels");
    assertThatThrownBy(() -> Json.parse("[" + "0,".repeat(50_000) + "0]"))
        .hasMessageContaining("more than 20000 values");
  }

  @Test
  void everything_that_is_json_is_read() {
    JsonObject in =
        read(
            " {\"t\" : \"\\u00fc\\n\\\\\\/ü😀\\u0000\" , \"n\":-12 ,\"f\":1.5E+3,\"b\":true,"
                + "\"z\":null,\"l\":[1,2 , 3],\"s\":[\"x\"],\"o\":{\"i\":{}},\"e\":[]}\r\n");

    assertThat(in.text("t")).isEqualTo("ü\n\\/ü😀\0");
    assertThat(in.number("n")).isEqualTo(-12);
    assertThat(in.flag("b", false)).isTrue();
    assertThat(in.has("z")).isFalse();
    assertThat(in.optionalText("z")).isEmpty();
    assertThat(in.numbers("l")).containsExactly(1L, 2L, 3L);
    assertThat(in.texts("s")).containsExactly("x");
    assertThat(in.object("o").object("i").fields()).isEmpty();
    assertThat(in.objects("e")).isEmpty();
    assertThatThrownBy(() -> in.number("f")).hasMessageContaining("'1.5E+3'");
  }

  @Test
  void numbers_keep_their_precision_up_to_64_bits() {
    assertThat(read("{\"n\":9223372036854775807}").number("n")).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> read("{\"n\":9223372036854775808}").number("n"))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void half_characters_are_replaced_on_the_way_in_and_out() {
    assertThat(read("{\"t\":\"a\\ud83d b\"}").text("t")).isEqualTo("a\ufffd b");
    assertThat(written(Json.writeObject(out -> out.put("t", "a\ude00"))))
        .isEqualTo("{\"t\":\"a\ufffd\"}");
  }

  @Test
  void writing_keeps_order_nulls_and_empty_values() {
    byte[] json =
        Json.writeObject(
            out ->
                out.put("t", "\"\\/\u0001\n\u2028")
                    .putText("z", Optional.empty())
                    .putNumber("y", Optional.empty())
                    .put("n", 5)
                    .put("b", false)
                    .putTexts("l", List.of())
                    .putNumbers("m", List.of(1L)));

    assertThat(written(json))
        .isEqualTo(
            "{\"t\":\"\\\"\\\\/\\u0001\\n\\u2028\",\"z\":null,\"y\":null,\"n\":5,\"b\":false,"
                + "\"l\":[],\"m\":[1]}");
  }

  @Test
  void a_writer_that_fails_leaves_nothing_behind() {
    assertThatThrownBy(
            () ->
                Json.writeObject(
                    out -> {
                      out.put("a", "b");
                      throw new IllegalStateException("x");
                    }))
        .hasMessage("x");
    assertThat(written(Json.writeObject(out -> {}))).isEqualTo("{}");
  }

  @Test
  void long_texts_survive() {
    String text = "ü😀\"".repeat(20_000);
    byte[] json = Json.writeObject(out -> out.put("t", text));
    assertThat(Json.parseObject(json, JsonLimits.REQUEST).text("t")).isEqualTo(text);
  }

  @Test
  void what_a_terminal_obeys_or_no_eye_sees_is_escaped_and_means_the_same() {
    String text = "\u001b[2J\u0085\u009b1m\u007f\u202e\u2066\u200b\ufeff\u061c\u00ad" + TAG + "é😀";
    String json = Json.of(text).toString();
    assertThat(json)
        .isEqualTo(
            "\"\\u001b[2J\\u0085\\u009b1m\\u007f\\u202e\\u2066\\u200b\\ufeff\\u061c\\u00ad"
                + "\\udb40\\udc41é😀\"");
    assertThat(Json.parse(json)).isEqualTo(Json.of(text));
  }

  @Test
  void names_of_fields_are_escaped_like_any_string() {
    assertThat(Json.object().put("\"\n", 1).build()).hasToString("{\"\\\"\\n\":1}");
  }

  private static JsonObject read(String text) {
    return Json.parseObject(text, JsonLimits.REQUEST);
  }

  private static String written(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
