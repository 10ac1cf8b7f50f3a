package dev.peers.protocol.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
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
        "{\"a\"}"
      })
  void what_is_no_json_is_refused(String text) {
    assertThatThrownBy(() -> Json.readObject(text)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"x\"", "[]", "true"})
  void what_is_no_object_is_refused(String text) {
    assertThatThrownBy(() -> Json.readObject(text)).hasMessage("expected a JSON object");
  }

  @Test
  void invalid_utf8_is_refused() {
    byte[] latin1 = "{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Json.readObject(latin1)).hasMessageContaining("not UTF-8");
  }

  @Test
  void a_bomb_of_brackets_is_refused_before_it_goes_off() {
    assertThatThrownBy(() -> Json.readObject("{\"a\":" + "[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 32 levels");
  }

  @Test
  void everything_that_is_json_is_read() {
    JsonObject in =
        Json.readObject(
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
    assertThat(Json.readObject("{\"n\":9223372036854775807}").number("n"))
        .isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Json.readObject("{\"n\":9223372036854775808}").number("n"))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void half_characters_are_replaced_on_the_way_in_and_out() {
    assertThat(Json.readObject("{\"t\":\"a\\ud83d b\"}").text("t")).isEqualTo("a\ufffd b");
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
            "{\"t\":\"\\\"\\\\/\\u0001\\n\u2028\",\"z\":null,\"y\":null,\"n\":5,\"b\":false,"
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
    assertThat(Json.readObject(json).text("t")).isEqualTo(text);
  }

  private static String written(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
