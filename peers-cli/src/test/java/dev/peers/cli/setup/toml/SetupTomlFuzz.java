package dev.peers.cli.setup.toml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.setup.EditException;
import dev.peers.cli.setup.Originals;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Configuration of clients in TOML: a text is edited or refused with a reason; what was edited
/// says the same as before besides the edit, and taking the edit back restores every byte.
public final class SetupTomlFuzz {
  private static final List<String> PATH = List.of("mcp_servers", "ours");

  private SetupTomlFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Originals originals = new Originals();
    Optional<String> edited = put(text, originals);
    if (edited.isEmpty()) {
      return;
    }
    String with = edited.get();
    assertThat(put(with, originals)).contains(with);
    TomlEdit edit = new TomlEdit(with, PATH, originals);
    assertThat(edit.value("command")).contains(TomlValue.of("/opt/peers"));
    assertThat(edit.value("args")).contains(TomlValue.of(List.of("mcp")));
    assertThat(others(with)).isEqualTo(others(text));
    edit.remove();
    assertThat(edit.text()).isEqualTo(text);
  }

  private static Optional<String> put(String text, Originals originals) {
    try {
      TomlEdit edit = new TomlEdit(text, PATH, originals);
      SequencedMap<String, TomlValue> values = new LinkedHashMap<>();
      values.put("command", TomlValue.of("/opt/peers"));
      values.put("args", TomlValue.of(List.of("mcp")));
      edit.set(values);
      return Optional.of(edit.text());
    } catch (EditException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  /// What it says of anything but our table, as it is written.
  private static List<String> others(String text) {
    return TomlText.parse(text).stream()
        .flatMap(table -> table.entries().stream())
        .filter(entry -> !isOurs(entry))
        .map(entry -> entry.path() + " " + text.substring(entry.keyStart(), entry.lineEnd()))
        .toList();
  }

  private static boolean isOurs(TomlEntry entry) {
    int common = Math.min(entry.path().size(), PATH.size());
    return entry.path().subList(0, common).equals(PATH.subList(0, common));
  }
}
