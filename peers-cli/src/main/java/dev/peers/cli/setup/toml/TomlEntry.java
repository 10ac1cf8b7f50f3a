package dev.peers.cli.setup.toml;

import java.util.List;

/// A key and its value.
///
/// @param path the whole path, with that of the table in which it stands
/// @param keyStart where the key begins
/// @param lastKey where the last part of the key begins
/// @param valueStart where the value begins
/// @param valueEnd behind the value
/// @param lineEnd behind the value and the comment after it, before the line break
public record TomlEntry(
    List<String> path,
    int keyStart,
    int lastKey,
    int valueStart,
    int valueEnd,
    int lineEnd,
    TomlValue value) {}
