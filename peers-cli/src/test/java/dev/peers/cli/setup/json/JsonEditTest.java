package dev.peers.cli.setup.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.cli.setup.EditException;
import dev.peers.cli.setup.Originals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEditTest {
  private static final String[] PATH = {"servers", "ours"};
  private static final Value OURS = Value.with(Value.fields(), "command", Value.of("peers"));

  @Test
  void a_member_goes_last_and_is_laid_out_like_its_neighbours() {
    assertThat(set("{\n\t\"servers\": {\n\t\t\"other\": 1\n\t}\n}\n"))
        .isEqualTo(
            """
            {
            \t"servers": {
            \t\t"other": 1,
            \t\t"ours": {
            \t\t\t"command": "peers"
            \t\t}
            \t}
            }
            """);
  }

  @Test
  void what_is_on_one_line_stays_on_one_line() {
    assertThat(set("{\"a\":1}"))
        .isEqualTo("{\"a\":1,\"servers\":{\"ours\":{\"command\":\"peers\"}}}");
    assertThat(set("{\"servers\": {\"a\": 1}}"))
        .isEqualTo("{\"servers\": {\"a\": 1, \"ours\": {\"command\": \"peers\"}}}");
  }

  @Test
  void line_breaks_stay_those_of_the_file() {
    assertThat(set("{\r\n  \"a\": 1\r\n}")).doesNotContainPattern("[^\r]\n").contains("peers");
  }

  @Test
  void a_comment_stays_with_what_it_is_about() {
    assertThat(set("{\n  \"a\": 1 // one\n  // the end\n}\n"))
        .startsWith("{\n  \"a\": 1, // one\n  \"servers\": {")
        .endsWith("\n  // the end\n}\n");
  }

  @Test
  void a_trailing_comma_stays_a_trailing_comma() {
    assertThat(set("{\n  \"a\": 1,\n}\n")).endsWith("\n  },\n}\n");
  }

  @Test
  void nothing_at_all_becomes_a_whole_document() {
    assertThat(set(""))
        .isEqualTo(
            "{\n  \"servers\": {\n    \"ours\": {\n      \"command\": \"peers\"\n    }\n  }\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "// only a comment\n",
        "{}",
        "{ }",
        "{\n}\n",
        "{ /* none */ }",
        "{\n  // none\n}",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{ \"a\" : 1 }",
        "{\"a\":1 /* one */}",
        "{\"a\":1 // one\n}",
        "{\"a\":1 // one\n,}",
        "{\n  \"a\": 1\n}",
        "{\r\n\t\"a\": 1\r\n}\r\n",
        "{\n  \"a\": 1,\n}\n",
        "{\n  \"a\": 1, // one\n  // two\n}\n",
        "{\n  \"a\": 1 /* one\n two */\n}\n",
        "{\"servers\":{}}",
        "{\"servers\":{ },\"b\":2}",
        "{\n  \"servers\": {\n  }\n}",
        "{\n  \"servers\": { // none\n  }\n}",
        "{\n  \"servers\": {\"x\": {}}\n}",
        "{\"servers\":{\"ours\":7}}",
        "{\"servers\":{\"ours\":{\"command\":\"bun\"},\"x\":1}}",
        "{\"a\":\"\\\"}{\\u00e9\",\"servers\":{\"x\":[1,[2,{}]]}}"
      })
  void removing_restores_every_byte(String text) {
    Originals originals = new Originals();
    JsonEdit put = new JsonEdit(text, Dialect.JSONC, originals);
    put.set(OURS, PATH);
    put.append(Value.of("rule"), "permissions", "allow");
    assertThat(put.at(PATH)).hasValueSatisfying(node -> OURS.isSameAs(node));

    JsonEdit take = new JsonEdit(put.text(), Dialect.JSONC, originals);
    take.removeItems(node -> Value.of("rule").isSameAs(node), "permissions", "allow");
    take.remove(PATH);

    assertThat(take.text()).isEqualTo(text);
  }

  @Test
  void what_others_added_behind_ours_stays() {
    Originals originals = new Originals();
    JsonEdit put = new JsonEdit("{\n  \"a\": 1\n}\n", Dialect.STRICT, originals);
    put.set(OURS, PATH);
    String more =
        put.text().replace("\n    }\n  }\n}", "\n    },\n    \"b\": 2\n  },\n  \"c\": 3\n}");

    JsonEdit take = new JsonEdit(more, Dialect.STRICT, originals);
    take.remove(PATH);

    assertThat(take.text())
        .isEqualTo("{\n  \"a\": 1,\n  \"servers\": {\n    \"b\": 2\n  },\n  \"c\": 3\n}\n");
  }

  @Test
  void setting_what_is_there_changes_nothing() {
    String text = "{\"servers\":{ \"ours\" : { \"command\" : \"\\u0070eers\" } }}";
    assertThat(set(text)).isEqualTo(text);
  }

  @Test
  void an_array_that_is_an_object_is_refused() {
    JsonEdit edit = new JsonEdit("{\"allow\": {}}", Dialect.STRICT, new Originals());
    assertThatExceptionOfType(EditException.class)
        .isThrownBy(() -> edit.append(Value.of("rule"), "allow"))
        .withMessage("line 1, column 11: expected an array");
  }

  @Test
  void a_name_that_is_there_twice_is_refused_where_it_matters() {
    String text = "{\"a\":1,\"a\":2,\n\"servers\":{},\n \"servers\":{}}";
    JsonEdit edit = new JsonEdit(text, Dialect.STRICT, new Originals());
    assertThatExceptionOfType(EditException.class)
        .isThrownBy(() -> edit.set(OURS, PATH))
        .withMessage("line 3, column 2: \"servers\" is there twice; take one of them out");
  }

  @Test
  void errors_say_where_they_are() {
    assertThat(problem("{\n  \"a\": 1\n  \"b\": 2\n}"))
        .startsWith("line 3, column 3: expected , or }");
    assertThat(problem("{\"a\": tru}")).startsWith("line 1, column 7: expected a value");
    assertThat(problem("{\"a\"")).startsWith("line 1, column 5: expected :");
    assertThat(problem("{\"a\": \"b")).startsWith("line 1, column 7: a string without an end");
    assertThat(problem("{\"a\": \"\\x\"}")).contains("an unknown escape");
    assertThat(problem("{\"a\": \"\\u12\"}")).contains("hexadecimal");
    assertThat(problem("{a: 1}")).startsWith("line 1, column 2: expected a name in double quotes");
    assertThat(problem("{} {}")).startsWith("line 1, column 4: the document goes on");
    assertThat(problem("{\n  // c\n}")).startsWith("line 2, column 3: a comment");
    assertThat(problem("{\"a\": 1,}")).startsWith("line 1, column 8: a comma behind the last");
    assertThat(problem("[".repeat(100_000))).contains("nested deeper than 200");
    assertThat(problem("{\"a\": 01}")).contains("expected a value");
    assertThat(problem("{\"a\": /* 1}")).contains("a comment has an end");
  }

  private static String problem(String text) {
    EditException problem =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            EditException.class, () -> new JsonEdit(text, Dialect.STRICT, new Originals()));
    return problem.text();
  }

  private static String set(String text) {
    JsonEdit edit = new JsonEdit(text, Dialect.JSONC, new Originals());
    edit.set(OURS, PATH);
    assertThat(new JsonEdit(edit.text(), Dialect.JSONC, new Originals()).at(PATH))
        .hasValueSatisfying(node -> assertThat(OURS.isSameAs(node)).isTrue());
    return edit.text();
  }
}
