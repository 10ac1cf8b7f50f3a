package dev.peers.cli.setup.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peers.cli.setup.EditException;
import dev.peers.cli.setup.Originals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlEditTest {
  private static final List<String> PATH = List.of("mcp_servers", "ours");
  private static final String TABLE =
      """
      [mcp_servers.ours]
      command = "/opt/peers"
      args = ["mcp", "--client-type", "codex"]
      """;

  @Test
  void the_table_goes_behind_the_other_servers() {
    String text =
        """
        # mine
        model = "x"

        [mcp_servers.other] # that one
        command = "other"
        [mcp_servers.other.env]
        A = "1" # one

        # The rest
        [projects."/home/x"]
        trust_level = "trusted"
        """;
    assertThat(set(text))
        .isEqualTo(text.replace("A = \"1\" # one\n", "A = \"1\" # one\n\n" + TABLE));
  }

  @Test
  void without_other_servers_it_goes_last() {
    assertThat(set("model = \"x\"\n")).isEqualTo("model = \"x\"\n\n" + TABLE);
    assertThat(set("model = \"x\"")).isEqualTo("model = \"x\"\n\n" + TABLE.strip());
    assertThat(set("")).isEqualTo(TABLE);
    assertThat(set("a = 1\r\n")).isEqualTo("a = 1\r\n\r\n" + TABLE.replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [mcp_servers.ours]
        command = "bun" # old
        args = ['/x/server.ts']
        env = { A = "1" }

        [z]
        """,
        "[mcp_servers.\"ours\"]\nargs = [\n  \"a\", # first\n  \"b\",\n]\ncommand = '''bun'''\n",
        "[mcp_servers]\nours = { command = \"bun\", args = [], env = { B = \"2\" } }\n",
        "[mcp_servers]\nours.command = \"bun\"\nours.args = []\n",
        "mcp_servers.ours.command = \"bun\"\nmcp_servers . ours . args = [\"x\"]\n[a]\nb=1",
        "mcp_servers = { ours = { command = \"bun\", args = [] }, other = { command = \"o\" } }\n",
        "[mcp_servers.ours]\n[other]\na=1\n",
        "[mcp_servers.ours]\ncommand = \"bun\"",
        "[mcp_servers.ours]\r\ncommand = \"bun\"\r\n[x]\r\n",
        "[mcp_servers]\nours = {}\n",
        "[mcp_servers]\nours = { command = \"bun\" }\n",
        "[mcp_servers]\nours.command = \"bun\" # yes\nz.command = \"z\"\n"
      })
  void an_entry_that_is_there_is_changed_in_its_own_form_and_comes_back(String text) {
    Originals originals = new Originals();
    TomlEdit put = new TomlEdit(text, PATH, originals);
    put.set(values());
    assertThat(put.value("command")).contains(TomlValue.of("/opt/peers"));
    assertThat(put.value("args")).contains(TomlValue.of(List.of("mcp", "--client-type", "codex")));

    TomlEdit take = new TomlEdit(put.text(), PATH, originals);
    take.remove();

    assertThat(take.text()).isEqualTo(text);
  }

  @Test
  void the_first_of_several_in_one_line_can_go_before_the_others() {
    Originals originals = new Originals();
    originals.noteAbsent("a");
    TomlEdit take = new TomlEdit("mcp_servers.ours = { a = 1 , b = 2 }\n", PATH, originals);
    take.remove();
    assertThat(take.text()).isEqualTo("mcp_servers.ours = { b = 2 }\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# only a comment",
        "a = 1",
        "a = 1\n",
        "a = 1\n\n\n",
        "a = 1\r\n",
        "[t]\nx = 1\n\n",
        "[mcp_servers.a]\ncommand = \"a\"\n\n\n[t]\nx = 1",
        "[mcp_servers]\n",
        "[mcp_servers.a]",
        "[[products]]\nn = 1979-05-27 07:32:00Z\n[[products]]\n",
        "s = \"\"\"\n[mcp_servers.ours]\n\"\"\"\n"
      })
  void removing_restores_every_byte(String text) {
    Originals originals = new Originals();
    TomlEdit put = new TomlEdit(text, PATH, originals);
    put.set(values());
    TomlEdit again = new TomlEdit(put.text(), PATH, originals);
    again.set(values());
    assertThat(again.text()).isEqualTo(put.text());

    TomlEdit take = new TomlEdit(put.text(), PATH, originals);
    take.remove();

    assertThat(take.text()).isEqualTo(text);
  }

  @Test
  void without_a_record_the_whole_table_goes() {
    String text = "a = 1\n\n" + TABLE + "\n[mcp_servers.ours.env]\nA = \"1\"\n\n[z]\nb = 2\n";
    TomlEdit take = new TomlEdit(text, PATH, new Originals());
    take.remove();
    assertThat(take.text()).isEqualTo("a = 1\n\n[z]\nb = 2\n");
  }

  @Test
  void the_user_s_own_keys_stay_while_the_table_does() {
    String text = "[mcp_servers.ours]\ncommand = \"bun\"\nstartup_timeout_sec = 20\n";
    assertThat(set(text)).contains("startup_timeout_sec = 20").contains("/opt/peers");
  }

  @Test
  void what_cannot_be_changed_safely_is_refused() {
    assertThat(problem("mcp_servers = { other = { command = \"o\" } }\n"))
        .startsWith("line 1, column 1: mcp_servers is written as one value");
    assertThat(problem("[[mcp_servers]]\na = 1\n")).contains("an array of tables");
    assertThat(problem("[mcp_servers.ours]\n[mcp_servers.ours]\n")).contains("more than once");
  }

  @Test
  void errors_say_where_they_are() {
    assertThat(problem("a = 1\nb 2\n")).isEqualTo("line 2, column 3: expected =");
    assertThat(problem("a = \"x\n")).isEqualTo("line 1, column 5: a string without an end");
    assertThat(problem("[a\n")).isEqualTo("line 1, column 3: expected ]");
    assertThat(problem("a = 1 2\n")).startsWith("line 1, column 5: expected a value");
    assertThat(problem("a = [1, 2\n")).contains("expected , or ]");
    assertThat(problem("a = \"\\q\"")).contains("an unknown escape");
    assertThat(problem("= 1")).isEqualTo("line 1, column 1: expected a name");
    assertThat(problem("a = \"x\" y")).contains("expected the end of the line");
    assertThat(problem("a = " + "[".repeat(10_000))).contains("nested deeper than 100");
    assertThat(problem("a = \"\\uD8\"")).contains("hexadecimal");
  }

  private static String problem(String text) {
    return catchThrowableOfType(EditException.class, () -> set(text)).text();
  }

  private static String set(String text) {
    TomlEdit edit = new TomlEdit(text, PATH, new Originals());
    edit.set(values());
    return edit.text();
  }

  private static SequencedMap<String, TomlValue> values() {
    LinkedHashMap<String, TomlValue> values = new LinkedHashMap<>();
    values.put("command", TomlValue.of("/opt/peers"));
    values.put("args", TomlValue.of(List.of("mcp", "--client-type", "codex")));
    return values;
  }
}
