package dev.peers.cli.setup.toml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.setup.Originals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Documents as nobody would write them, from a fixed seed.
class RandomTomlTest {
  private static final int DOCUMENTS = 3_000;
  private static final List<String> PATH = List.of("mcp_servers", "ours");

  private final Random random = new Random(20_261_125);

  @Test
  void removing_what_was_put_in_restores_every_byte() {
    for (int i = 0; i < DOCUMENTS; i++) {
      String text = document();
      Originals originals = new Originals();
      String with = put(text, originals);
      assertThat(put(with, originals)).as("again: %s", text).isEqualTo(with);
      TomlEdit take = new TomlEdit(with, PATH, originals);
      take.remove();
      assertThat(take.text()).as(text).isEqualTo(text);
    }
  }

  private static String put(String text, Originals originals) {
    TomlEdit edit = new TomlEdit(text, PATH, originals);
    LinkedHashMap<String, TomlValue> values = new LinkedHashMap<>();
    values.put("command", TomlValue.of("/opt/peers"));
    values.put("args", TomlValue.of(List.of("mcp")));
    edit.set(values);
    assertThat(edit.value("command")).as(text).contains(TomlValue.of("/opt/peers"));
    return edit.text();
  }

  private String document() {
    String eol = random.nextInt(4) == 0 ? "\r\n" : "\n";
    StringBuilder out = new StringBuilder();
    boolean ours = random.nextBoolean();
    for (int table = 0; table < random.nextInt(5); table++) {
      if (table > 0) {
        out.append(space()).append(header(table, ours && table == 2)).append(comment()).append(eol);
      }
      for (int key = 0; key < random.nextInt(4); key++) {
        out.append(space()).append(name(key)).append(space()).append('=').append(space());
        out.append(value(2)).append(comment()).append(eol);
        out.append(random.nextInt(3) == 0 ? eol : "");
      }
      out.append(random.nextInt(4) == 0 ? "# a line" + eol : "");
    }
    String text = out.toString();
    return random.nextBoolean() ? text.stripTrailing() : text;
  }

  private String header(int number, boolean ours) {
    if (ours) {
      return random.nextBoolean() ? "[mcp_servers.ours]" : "[ mcp_servers . \"ours\" ]";
    }
    return switch (random.nextInt(4)) {
      case 0 -> "[mcp_servers.other" + number + "]";
      case 1 -> "[[things]]";
      case 2 -> "[projects.\"/home/x" + number + "\"]";
      default -> "[t" + number + ".'a.b']";
    };
  }

  private String name(int number) {
    return switch (number) {
      case 0 -> random.nextBoolean() ? "command" : "\"command\"";
      case 1 -> "args";
      case 2 -> "env.A" + number;
      default -> "x" + number;
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> "1979-05-27T07:32:00Z";
      case 1 -> "'C:\\# no comment'";
      case 2 -> "\"\\\"]\\u00e9 # no\"";
      case 3 -> "\"\"\"\n[mcp_servers.ours]\ncommand = 1 \\\n  \"\"\"";
      case 4 -> "-1_000.5e3";
      case 5 -> "true";
      case 6 -> "[" + value(depth - 1) + ", # one\n " + value(depth - 1) + ",\n]";
      case 7 -> "[]";
      default -> "{ a = " + value(0) + ", b.c = " + value(0) + " }";
    };
  }

  private String comment() {
    return random.nextInt(4) == 0 ? " # [x] = \" '" : space();
  }

  private String space() {
    return random.nextInt(3) == 0 ? " \t" : "";
  }
}
