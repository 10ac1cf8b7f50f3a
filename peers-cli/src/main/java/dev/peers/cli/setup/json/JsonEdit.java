package dev.peers.cli.setup.json;

import dev.peers.cli.setup.EditException;
import dev.peers.cli.setup.Originals;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One edit after the other on a JSON text. What an edit takes the place of is kept in [Originals],
/// and with them [#remove] and [#removeItems] restore the text as it was. Not thread-safe.
public final class JsonEdit {
  private static final String FILE = "";

  private final Dialect dialect;
  private final Originals originals;
  private String text;

  /// @throws EditException if the text is not JSON of that dialect
  public JsonEdit(String text, Dialect dialect, Originals originals) {
    this.text = text;
    this.dialect = dialect;
    this.originals = originals;
    if (!isBlank()) {
      root();
    }
  }

  public String text() {
    return text;
  }

  /// The value at a path of names, if it is there.
  public Optional<Node> at(String... path) {
    if (isBlank()) {
      return Optional.empty();
    }
    Node node = root();
    for (String name : path) {
      Optional<Node.Member> member = member(node, name);
      if (member.isEmpty()) {
        return Optional.empty();
      }
      node = member.get().value();
    }
    return Optional.of(node);
  }

  /// The text as written at that node.
  public String raw(Node node) {
    return text.substring(node.start(), node.end());
  }

  /// Puts a value at a path of names, and makes the objects on the way.
  ///
  /// @throws EditException if something on the way is no object
  public void set(Value value, String... path) {
    Optional<Node> present = at(path);
    if (present.isPresent()) {
      replace(present.get(), value, path);
    } else {
      add(value, path);
    }
  }

  /// Adds a value to the end of the array at a path of names, and makes the array if need be.
  public void append(Value value, String... path) {
    Optional<Node> present = at(path);
    if (present.isEmpty()) {
      add(new Value.Items(List.of(value)), path);
    } else if (present.get() instanceof Node.Items items) {
      noteEmpty(items, path);
      text = Elements.insert(text, items, style(), Optional.empty(), value);
    } else {
      throw EditException.at(text, present.get().start(), "expected an array");
    }
  }

  /// Takes away what [#set] put there.
  public void remove(String... path) {
    String key = Originals.key(path);
    Optional<Node> present = at(path);
    Optional<String> before = originals.text(key);
    if (present.isPresent() && before.isPresent()) {
      text = splice(present.get().start(), present.get().end(), before.get());
    } else if (present.isPresent()) {
      Node.Fields parent = fields(at(parentOf(path)).orElseThrow());
      int index = indexOf(parent, path[path.length - 1]);
      text = Elements.remove(text, parent, index, originals.text(container(parentOf(path))));
      removeIfEmpty(parentOf(path));
    }
  }

  /// Takes away the elements of an array that match.
  public void removeItems(Predicate<Node> matches, String... path) {
    while (at(path).orElse(null) instanceof Node.Items items) {
      Optional<Node> found = items.nodes().stream().filter(matches).findFirst();
      if (found.isEmpty()) {
        return;
      }
      int index = items.nodes().indexOf(found.get());
      text = Elements.remove(text, items, index, originals.text(container(path)));
      removeIfEmpty(path);
    }
  }

  /// Takes an element out of an array that stands somewhere.
  public void removeElement(Node.Items items, int index) {
    text = Elements.remove(text, items, index, Optional.empty());
  }

  /// Replaces a value that stands somewhere, also in an array; the key names it in the originals.
  public void replace(Node node, Value value, String... key) {
    if (!value.isSameAs(node)) {
      originals.note(Originals.key(key), raw(node));
      boolean line = !raw(node).contains("\n") && node instanceof Node.Container;
      String indent = Style.indent(text, node.start());
      String written =
          line || !text.strip().contains("\n") ? style().line(value) : style().lines(value, indent);
      text = splice(node.start(), node.end(), written);
    }
  }

  /// Puts back what [#replace] replaced under that key.
  public void restore(Node node, String... key) {
    Optional<String> before = originals.text(Originals.key(key));
    before.ifPresent(raw -> text = splice(node.start(), node.end(), raw));
  }

  private void add(Value value, String... path) {
    if (isBlank()) {
      originals.note(FILE, text);
      noteAbsent(1, path);
      Style style = new Style(text.contains("\r\n") ? "\r\n" : "\n", "  ", ": ");
      text = style.lines(nested(value, path, 0), "") + style.lineBreak();
      return;
    }
    Node node = root();
    int depth = 0;
    while (true) {
      Node.Fields fields = fields(node);
      Optional<Node.Member> member = member(fields, path[depth]);
      if (member.isEmpty()) {
        insert(fields, nested(value, path, depth + 1), depth, path);
        return;
      }
      node = member.get().value();
      depth++;
    }
  }

  private void insert(Node.Fields fields, Value value, int depth, String... path) {
    String[] parent = Arrays.copyOf(path, depth);
    noteEmpty(fields, parent);
    noteAbsent(depth + 1, path);
    text = Elements.insert(text, fields, style(), Optional.of(path[depth]), value);
  }

  /// Of everything on the way from that depth on.
  private void noteAbsent(int from, String... path) {
    for (int i = from; i <= path.length; i++) {
      originals.noteAbsent(Originals.key(Arrays.copyOf(path, i)));
    }
  }

  private static Value nested(Value value, String[] path, int from) {
    Value nested = value;
    for (int i = path.length - 1; i >= from; i--) {
      nested = Value.with(Value.fields(), path[i], nested);
    }
    return nested;
  }

  private void noteEmpty(Node.Container container, String... path) {
    if (container.elements().isEmpty()) {
      originals.note(container(path), raw(container));
    }
  }

  /// The key of the text of an empty container. That of the root differs from that of the file.
  private static String container(String... path) {
    return path.length == 0 ? "/" : Originals.key(path);
  }

  /// Takes a container along that holds nothing any more, unless it was there, empty, before.
  private void removeIfEmpty(String... path) {
    if (!(at(path).orElse(null) instanceof Node.Container container)
        || !container.elements().isEmpty()) {
      return;
    }
    if (path.length == 0) {
      originals.text(FILE).ifPresent(before -> text = before);
      return;
    }
    boolean bare = Trivia.withoutSpace(raw(container)).length() == 2;
    if (bare && originals.text(Originals.key(path)).isEmpty()) {
      remove(path);
    }
  }

  private static String[] parentOf(String... path) {
    return Arrays.copyOf(path, path.length - 1);
  }

  private Optional<Node.Member> member(Node node, String name) {
    if (!(node instanceof Node.Fields fields)) {
      return Optional.empty();
    }
    List<Node.Member> named =
        fields.members().stream().filter(member -> member.key().equals(name)).toList();
    if (named.size() > 1) {
      throw EditException.at(
          text, named.get(1).keyStart(), "\"" + name + "\" is there twice; take one of them out");
    }
    return named.stream().findFirst();
  }

  private static int indexOf(Node.Fields fields, String name) {
    return fields.members().stream().map(Node.Member::key).toList().indexOf(name);
  }

  private Node.Fields fields(Node node) {
    if (node instanceof Node.Fields fields) {
      return fields;
    }
    throw EditException.at(text, node.start(), "expected an object");
  }

  private Style style() {
    return Style.of(text, root());
  }

  private boolean isBlank() {
    return JsonText.isBlank(text, dialect);
  }

  private Node root() {
    return JsonText.parse(text, dialect);
  }

  private String splice(int start, int end, String replacement) {
    return text.substring(0, start) + replacement + text.substring(end);
  }
}
