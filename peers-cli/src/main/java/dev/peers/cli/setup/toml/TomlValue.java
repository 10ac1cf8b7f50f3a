package dev.peers.cli.setup.toml;

import java.util.List;

/// A value in a TOML text.
public sealed interface TomlValue {
  record Text(String value) implements TomlValue {}

  record Items(List<TomlValue> values) implements TomlValue {}

  /// An inline table.
  ///
  /// @param end where its closing brace is
  record Fields(List<TomlEntry> entries, int end) implements TomlValue {}

  /// Anything else, as written.
  record Plain(String raw) implements TomlValue {}

  static TomlValue of(String text) {
    return new Text(text);
  }

  static TomlValue of(List<String> texts) {
    return new Items(texts.stream().<TomlValue>map(Text::new).toList());
  }

  /// As it is written on one line.
  default String written() {
    return switch (this) {
      case Text(String value) -> TomlStrings.quoted(value);
      case Items(List<TomlValue> values) ->
          "[" + String.join(", ", values.stream().map(TomlValue::written).toList()) + "]";
      case Plain(String raw) -> raw;
      case Fields fields -> throw new IllegalArgumentException("not written: " + fields);
    };
  }
}
