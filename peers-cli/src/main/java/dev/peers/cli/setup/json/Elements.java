package dev.peers.cli.setup.json;

import java.util.List;
import java.util.Optional;

/// Puts an element last into an object or array, and takes one out of it. Taking out what was put
/// in last gives the text of before, but for an empty container, whose text must be known.
final class Elements {
  private Elements() {}

  static String insert(
      String text, Node.Container into, Style style, Optional<String> name, Value value) {
    List<Node.Span> elements = into.elements();
    return elements.isEmpty()
        ? insertFirst(text, into, style, name, value)
        : insertAfter(text, into, elements, style, name, value);
  }

  private static String insertAfter(
      String text,
      Node.Container into,
      List<Node.Span> elements,
      Style style,
      Optional<String> name,
      Value value) {
    int first = elements.getFirst().start();
    int last = elements.getLast().end();
    int comma = Trivia.comma(text, last);
    int base = comma < 0 ? last : comma + 1;
    int anchor = Trivia.lineComments(text, base);
    boolean lines =
        text.substring(into.start(), first).contains("\n")
            || Trivia.endsInLineComment(text, base, anchor);
    String indent = Style.indent(text, first);
    String gap = style.colon().endsWith(" ") ? " " : "";
    String element =
        lines
            ? style.lineBreak() + indent + key(style, name) + style.lines(value, indent)
            : gap + key(style, name) + style.line(value);
    return comma < 0
        ? text.substring(0, last)
            + ","
            + text.substring(last, anchor)
            + element
            + text.substring(anchor)
        : text.substring(0, anchor) + element + "," + text.substring(anchor);
  }

  private static String insertFirst(
      String text, Node.Container into, Style style, Optional<String> name, Value value) {
    int inner = Trivia.back(text, into.end() - 1, into.start() + 1);
    String rest = text.substring(inner, into.end() - 1);
    boolean lines = into.start() == 0 || text.strip().contains("\n") || isRoot(text, into);
    if (!lines) {
      return text.substring(0, inner)
          + key(style, name)
          + style.line(value)
          + text.substring(inner);
    }
    String outer = Style.indent(text, into.start());
    String indent = outer + style.unit();
    String close = rest.contains("\n") ? rest : style.lineBreak() + outer;
    return text.substring(0, inner)
        + style.lineBreak()
        + indent
        + key(style, name)
        + style.lines(value, indent)
        + close
        + text.substring(into.end() - 1);
  }

  private static boolean isRoot(String text, Node.Container into) {
    return Trivia.skip(text, 0) == into.start();
  }

  private static String key(Style style, Optional<String> name) {
    return name.map(it -> Style.quoted(it) + style.colon()).orElse("");
  }

  /// @param empty the text of the container when it was empty, if it was
  static String remove(String text, Node.Container from, int index, Optional<String> empty) {
    List<Node.Span> elements = from.elements();
    Node.Span element = elements.get(index);
    int own = Trivia.comma(text, element.end());
    int end = own < 0 ? element.end() : own + 1;
    if (elements.size() == 1) {
      return removeOnly(text, from, element.start(), end, empty);
    }
    if (index == 0) {
      int next = end;
      while (next < text.length() && Trivia.isSpace(text.charAt(next))) {
        next++;
      }
      return text.substring(0, element.start()) + text.substring(next);
    }
    int before = elements.get(index - 1).end();
    int comma = Trivia.comma(text, before);
    // A comment between the two belongs to what stays, or was written by somebody else.
    int start = Trivia.back(text, element.start(), comma + 1);
    return own < 0
        ? text.substring(0, comma) + text.substring(comma + 1, start) + text.substring(end)
        : text.substring(0, start) + text.substring(end);
  }

  private static String removeOnly(
      String text, Node.Container from, int start, int end, Optional<String> empty) {
    char open = text.charAt(from.start());
    char close = text.charAt(from.end() - 1);
    String rest =
        text.substring(from.start(), Trivia.back(text, start, from.start() + 1))
            + text.substring(end, from.end());
    String bare = "" + open + close;
    String plain = empty.orElse(bare);
    String left = Trivia.withoutSpace(rest).equals(Trivia.withoutSpace(plain)) ? plain : rest;
    return text.substring(0, from.start()) + left + text.substring(from.end());
  }
}
