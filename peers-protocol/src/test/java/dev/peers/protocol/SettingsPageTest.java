package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of settings in the documentation is made of [Setting]. To write it anew, run this test
/// with `-Dpeers.docs=write`.
class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final String HEAD = "| variable | default | what it is | allowed |";

  @Test
  void the_documentation_tells_every_setting_as_it_is() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    int begin = page.indexOf(HEAD);
    assertThat(begin).as("the table's head in " + PAGE).isNotNegative();
    int end = begin;
    while (end < page.size() && page.get(end).startsWith("|")) {
      end++;
    }
    if ("write".equals(System.getProperty("peers.docs"))) {
      List<String> changed = new ArrayList<>(page.subList(0, begin));
      changed.addAll(table());
      changed.addAll(page.subList(end, page.size()));
      Files.write(PAGE, changed);
      return;
    }
    assertThat(page.subList(begin, end))
        .as("run this test with -Dpeers.docs=write to bring the page up to date")
        .isEqualTo(table());
  }

  private static List<String> table() {
    List<String> table = new ArrayList<>(List.of(HEAD, "|---|---|---|---|"));
    for (Setting setting : Setting.values()) {
      table.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  setting.variable(), without(setting), setting.meaning(), setting.allowed()));
    }
    return table;
  }

  private static String without(Setting setting) {
    String text = setting.defaultText();
    return text.startsWith("~/") ? "`" + text + "`" : (text + " " + setting.unit()).strip();
  }
}
