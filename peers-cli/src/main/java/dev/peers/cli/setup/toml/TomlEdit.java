package dev.peers.cli.setup.toml;

import dev.peers.cli.setup.EditException;
import dev.peers.cli.setup.Originals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Puts one table of a TOML text in place, in whatever form it is there, and takes it out again.
/// What it takes the place of is kept in [Originals]. Not thread-safe.
public final class TomlEdit {
  private static final String INSERTED = "inserted";

  private final Originals originals;
  private final List<String> path;
  private String text;

  /// @param path the name of the table; its parent may hold tables of others
  /// @throws EditException if the text is not TOML
  public TomlEdit(String text, List<String> path, Originals originals) {
    this.text = text;
    this.path = List.copyOf(path);
    this.originals = originals;
    tables();
  }

  public String text() {
    return text;
  }

  /// The value of a key of the table.
  public Optional<TomlValue> value(String key) {
    return entry(key).map(TomlEntry::value);
  }

  /// Whether the table is there in any form.
  public boolean isPresent() {
    return header().isPresent() || entries().findAny().isPresent();
  }

  /// Sets these keys of the table, and leaves others of it alone.
  ///
  /// @throws EditException if it is there in a form that cannot be changed safely
  public void set(SequencedMap<String, TomlValue> values) {
    if (!isPresent()) {
      insert(values);
      return;
    }
    values.forEach(
        (key, value) -> {
          Optional<TomlEntry> entry = entry(key);
          if (entry.isEmpty()) {
            add(key, value);
          } else if (!isSame(entry.get().value(), value)) {
            originals.note(key, text.substring(entry.get().valueStart(), entry.get().valueEnd()));
            text = splice(entry.get().valueStart(), entry.get().valueEnd(), value.written());
          }
        });
  }

  /// Takes out what [#set] put in; without knowledge of that, the whole table.
  public void remove() {
    Optional<String> inserted = originals.text(INSERTED);
    if (inserted.isPresent() && text.split(quote(inserted.get()), -1).length == 2) {
      text = text.replace(inserted.get(), "");
      return;
    }
    Map<String, Optional<String>> known = originals.all();
    if (known.isEmpty() || inserted.isPresent()) {
      removeAll();
      return;
    }
    known.forEach(
        (key, before) ->
            entry(key)
                .ifPresent(
                    entry ->
                        text =
                            before.isPresent()
                                ? splice(entry.valueStart(), entry.valueEnd(), before.get())
                                : without(entry)));
  }

  private static String quote(String literal) {
    return java.util.regex.Pattern.quote(literal);
  }

  private void insert(SequencedMap<String, TomlValue> values) {
    List<TomlTable> tables = tables();
    List<String> parent = path.subList(0, path.size() - 1);
    refuseClosedParent(parent);
    Optional<TomlTable> last =
        tables.stream()
            .filter(table -> !table.path().isEmpty() && table.isIn(parent))
            .reduce((_, later) -> later);
    boolean atEnd = last.isEmpty() || last.get().end() >= text.stripTrailing().length();
    String table = lines(values);
    String eol = eol();
    int place = atEnd ? text.length() : last.get().end();
    String inserted;
    if (!atEnd) {
      inserted = eol + eol + table;
    } else if (text.isEmpty()) {
      inserted = table + eol;
    } else if (text.endsWith("\n")) {
      inserted = eol + table + eol;
    } else {
      inserted = eol + eol + table;
    }
    originals.note(INSERTED, inserted);
    text = splice(place, place, inserted);
  }

  private String lines(SequencedMap<String, TomlValue> values) {
    List<String> lines = new ArrayList<>();
    lines.add("[" + String.join(".", path) + "]");
    values.forEach((key, value) -> lines.add(key + " = " + value.written()));
    return String.join(eol(), lines);
  }

  /// An inline table is complete: no header can add to it.
  private void refuseClosedParent(List<String> parent) {
    for (TomlTable table : tables()) {
      if (table.array() && table.path().equals(parent)) {
        throw EditException.at(text, table.start(), name(parent) + " is an array of tables");
      }
      for (TomlEntry entry : table.entries()) {
        if (entry.path().equals(parent)) {
          throw EditException.at(
              text,
              entry.keyStart(),
              name(parent)
                  + " is written as one value; write each of its tables as ["
                  + name(parent)
                  + ".NAME], and run this again");
        }
      }
    }
  }

  /// Adds a key to the table that is there.
  private void add(String key, TomlValue value) {
    originals.noteAbsent(key);
    String assignment = key + " = " + value.written();
    Optional<TomlTable> header = header();
    Optional<TomlEntry> whole = whole();
    if (header.isPresent()) {
      text = splice(header.get().end(), header.get().end(), eol() + assignment);
    } else if (whole.isPresent() && whole.get().value() instanceof TomlValue.Fields fields) {
      addInline(fields, assignment);
    } else {
      TomlEntry last = entries().reduce((_, later) -> later).orElseThrow();
      // Only what stands beside the key shows how the table's name is written there.
      if (!isOfLine(last) || last.path().size() != path.size() + 1) {
        throw EditException.at(
            text,
            last.keyStart(),
            name(path) + " lacks " + key + ", and is written in a form that is not changed");
      }
      String prefix = text.substring(last.keyStart(), last.lastKey());
      text = splice(last.lineEnd(), last.lineEnd(), eol() + prefix + assignment);
    }
  }

  private void addInline(TomlValue.Fields fields, String assignment) {
    if (fields.entries().isEmpty()) {
      text = splice(fields.end(), fields.end(), assignment);
    } else {
      int place = fields.entries().getLast().valueEnd();
      text = splice(place, place, ", " + assignment);
    }
  }

  /// The text without that entry.
  private String without(TomlEntry entry) {
    if (isOfLine(entry)) {
      int lineStart = text.lastIndexOf('\n', entry.keyStart() - 1);
      int start = lineStart > 0 && text.charAt(lineStart - 1) == '\r' ? lineStart - 1 : lineStart;
      return start < 0
          ? text.substring(Math.min(text.length(), entry.lineEnd() + 1))
          : text.substring(0, start) + text.substring(entry.lineEnd());
    }
    int start = entry.keyStart();
    while (text.charAt(start - 1) == ' ') {
      start--;
    }
    boolean comma = text.charAt(start - 1) == ',';
    return text.substring(0, comma ? start - 1 : entry.keyStart())
        + text.substring(comma ? entry.valueEnd() : afterComma(entry.valueEnd()));
  }

  /// Behind the comma that follows, and the spaces behind that, if one does.
  private int afterComma(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length() || text.charAt(at) != ',') {
      return from;
    }
    do {
      at++;
    } while (at < text.length() && text.charAt(at) == ' ');
    return at;
  }

  private void removeAll() {
    while (isPresent()) {
      Optional<TomlTable> header =
          tables().stream().filter(t -> !t.path().isEmpty() && t.isIn(path)).findFirst();
      Optional<TomlEntry> entry = entries().findFirst();
      if (header.isPresent()) {
        removeTable(header.get());
      } else if (isOfLine(entry.orElseThrow())) {
        text = without(entry.get());
      } else {
        throw EditException.at(
            text,
            entry.get().keyStart(),
            name(path) + " is part of one value; take it out by hand");
      }
    }
  }

  /// With the one blank line before it, if there is one.
  private void removeTable(TomlTable table) {
    String before = text.substring(0, table.start());
    String after = text.substring(table.end());
    String eol = eol();
    after = after.startsWith(eol) ? after.substring(eol.length()) : after;
    boolean blank = before.endsWith(eol + eol) || before.equals(eol);
    text = (blank ? before.substring(0, before.length() - eol.length()) : before) + after;
  }

  /// Whether an entry has a line of its own.
  private boolean isOfLine(TomlEntry entry) {
    return tables().stream().anyMatch(table -> table.entries().contains(entry));
  }

  private Optional<TomlTable> header() {
    List<TomlTable> named = tables().stream().filter(table -> table.path().equals(path)).toList();
    if (named.size() > 1 || named.stream().anyMatch(TomlTable::array)) {
      throw EditException.at(
          text, named.getLast().start(), name(path) + " is there more than once");
    }
    return named.stream().findFirst();
  }

  /// The entry that is the whole table, inline.
  private Optional<TomlEntry> whole() {
    return entries().filter(entry -> entry.path().equals(path)).findFirst();
  }

  private Optional<TomlEntry> entry(String key) {
    List<String> wanted = Stream.concat(path.stream(), Stream.of(key)).toList();
    return everything().filter(entry -> entry.path().equals(wanted)).findFirst();
  }

  /// What is said of the table, in any form.
  private Stream<TomlEntry> entries() {
    return everything()
        .filter(e -> e.path().size() >= path.size())
        .filter(e -> e.path().subList(0, path.size()).equals(path));
  }

  private Stream<TomlEntry> everything() {
    return tables().stream()
        .filter(table -> !table.array())
        .flatMap(table -> table.entries().stream())
        .flatMap(TomlEdit::withInner);
  }

  private static Stream<TomlEntry> withInner(TomlEntry entry) {
    return entry.value() instanceof TomlValue.Fields fields
        ? Stream.concat(Stream.of(entry), fields.entries().stream().flatMap(TomlEdit::withInner))
        : Stream.of(entry);
  }

  private static boolean isSame(TomlValue one, TomlValue other) {
    return one.equals(other);
  }

  private static String name(List<String> path) {
    return String.join(".", path);
  }

  private List<TomlTable> tables() {
    return TomlText.parse(text);
  }

  private String eol() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private String splice(int start, int end, String replacement) {
    return text.substring(0, start) + replacement + text.substring(end);
  }
}
