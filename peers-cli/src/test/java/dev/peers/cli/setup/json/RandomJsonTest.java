package dev.peers.cli.setup.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.setup.Originals;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Documents as nobody would write them, from a fixed seed.
class RandomJsonTest {
  private static final int DOCUMENTS = 3_000;
  private static final String[] NAMES = {
    "servers", "ours", "permissions", "allow", "x", "a b", "\\\""
  };

  private final Random random = new Random(20_261_125);

  @Test
  void removing_what_was_put_in_restores_every_byte() {
    for (int i = 0; i < DOCUMENTS; i++) {
      String text = trivia() + object(3) + trivia();
      Originals originals = new Originals();
      String with = put(text, originals);
      assertThat(put(with, originals)).as("again: %s", text).isEqualTo(with);
      assertThat(take(with, originals)).as(text).isEqualTo(text);
    }
  }

  private static String put(String text, Originals originals) {
    JsonEdit edit = new JsonEdit(text, Dialect.JSONC, originals);
    edit.set(Value.with(Value.fields(), "command", Value.of("peers")), "servers", "ours");
    if (edit.at("permissions", "allow").filter(JsonEditHas::rule).isEmpty()) {
      edit.append(Value.of("rule"), "permissions", "allow");
    }
    return edit.text();
  }

  private static String take(String text, Originals originals) {
    JsonEdit edit = new JsonEdit(text, Dialect.JSONC, originals);
    edit.removeItems(Value.of("rule")::isSameAs, "permissions", "allow");
    edit.remove("servers", "ours");
    return edit.text();
  }

  private static final class JsonEditHas {
    static boolean rule(Node node) {
      return node instanceof Node.Items items
          && items.nodes().stream().anyMatch(Value.of("rule")::isSameAs);
    }
  }

  /// Never twice the same name in an object; what our edits walk through is of the right kind.
  private String object(int depth) {
    StringBuilder out = new StringBuilder("{");
    boolean any = false;
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        out.append(any ? "," : "").append(trivia());
        out.append('"').append(name).append('"').append(trivia()).append(':').append(trivia());
        out.append(value(name, depth - 1)).append(trivia());
        any = true;
      }
    }
    return out.append(any && random.nextBoolean() ? "," : "")
        .append(trivia())
        .append('}')
        .toString();
  }

  private String value(String name, int depth) {
    return switch (name) {
      case "servers", "permissions" -> object(depth);
      case "allow" -> array(depth);
      default ->
          switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> "null";
            case 1 -> "-1.5e3";
            case 2 -> "\"/* no comment */ \\\\ \\\" , } \"";
            case 3 -> "true";
            case 4 -> object(depth);
            default -> array(depth);
          };
    };
  }

  private String array(int depth) {
    StringBuilder out = new StringBuilder("[");
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      out.append(i > 0 ? "," : "").append(trivia()).append(value("x", depth - 1)).append(trivia());
    }
    return out.append(trivia()).append(']').toString();
  }

  private String trivia() {
    return switch (random.nextInt(9)) {
      case 0 -> " ";
      case 1 -> "\n";
      case 2 -> "\r\n\t";
      case 3 -> "\n    ";
      case 4 -> " /* , } ] */ ";
      case 5 -> "// \" , }\n";
      case 6 -> " /* over\n lines */";
      default -> "";
    };
  }
}
