package dev.peers.cli.setup.json;

import java.util.List;
import java.util.Optional;

/// A value in a text, and where it stands there.
public sealed interface Node {
  /// Where its first character is.
  int start();

  /// Behind its last character.
  int end();

  /// The text, if it is one.
  default Optional<String> string() {
    return this instanceof Text(int _, int _, String value) ? Optional.of(value) : Optional.empty();
  }

  /// A string, decoded.
  record Text(int start, int end, String value) implements Node {}

  /// A number, `true`, `false` or `null`, as written.
  record Plain(int start, int end, String raw) implements Node {}

  record Items(int start, int end, List<Node> nodes) implements Container {
    @Override
    public List<Span> elements() {
      return nodes.stream().map(node -> new Span(node.start(), node.end())).toList();
    }
  }

  record Fields(int start, int end, List<Member> members) implements Container {
    @Override
    public List<Span> elements() {
      return members.stream()
          .map(member -> new Span(member.keyStart(), member.value().end()))
          .toList();
    }
  }

  /// What has elements between brackets.
  sealed interface Container extends Node {
    List<Span> elements();
  }

  record Member(int keyStart, int keyEnd, String key, Node value) {}

  record Span(int start, int end) {}
}
