package dev.peers.mcp;

import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.Json.Null;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// The arguments of a tool call, checked as they are taken. What a tool does not know is passed
/// over; numbers may come as text, as models write them.
final class Arguments {
  private static final int MAX_REF = 64;

  private final JsonObject fields;

  Arguments(JsonObject fields) {
    this.fields = fields;
  }

  String text(String name) throws ToolInputException {
    return optionalText(name).orElseThrow(() -> missing(name, "a text"));
  }

  Optional<String> optionalText(String name) throws ToolInputException {
    Optional<Json> field = field(name);
    if (field.isPresent() && !(field.get() instanceof Json.Str)) {
      throw new ToolInputException(name, "it must be a text");
    }
    return fields.textIfAny(name);
  }

  /// The id or name of a peer.
  String peer(String name) throws ToolInputException {
    return optionalPeer(name).orElseThrow(() -> missing(name, "the id or name of a peer"));
  }

  Optional<String> optionalPeer(String name) throws ToolInputException {
    Optional<String> ref = optionalText(name).map(String::strip);
    if (ref.isPresent() && (ref.get().isEmpty() || ref.get().length() > MAX_REF)) {
      throw new ToolInputException(name, "it must be the id or name of a peer (see list_peers)");
    }
    return ref;
  }

  Optional<PeerName> optionalName(String name) throws ToolInputException {
    Optional<String> wish = optionalText(name);
    if (wish.isPresent() && !PeerName.isValid(wish.get())) {
      throw new ToolInputException(
          name,
          "a name is 1 to 40 of a-z 0-9 . _ -, starts with a letter or digit"
              + " and does not look like an id");
    }
    return wish.map(PeerName::new);
  }

  String oneOf(String name, List<String> allowed, String otherwise) throws ToolInputException {
    String value = optionalText(name).orElse(otherwise);
    if (!allowed.contains(value)) {
      throw new ToolInputException(name, "it must be one of " + String.join(", ", allowed));
    }
    return value;
  }

  Optional<Long> optionalNumber(String name, long min, long max) throws ToolInputException {
    Optional<Json> field = field(name);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    String text =
        field.get() instanceof Json.Num(String number)
            ? number
            : field.get() instanceof Json.Str(String word) ? word.strip() : "";
    Optional<Long> number = whole(text).filter(n -> n >= min && n <= max);
    if (number.isEmpty()) {
      throw new ToolInputException(
          name,
          max == Long.MAX_VALUE
              ? "it must be a whole number from " + min
              : "it must be a whole number from " + min + " to " + max);
    }
    return number;
  }

  long number(String name, long min, long max) throws ToolInputException {
    return optionalNumber(name, min, max)
        .orElseThrow(() -> missing(name, "a whole number from " + min + " to " + max));
  }

  static boolean isMeant(String ref, PeerId id, Optional<PeerName> name) {
    return ref.equals(id.value()) || name.filter(n -> n.value().equals(ref)).isPresent();
  }

  private Optional<Json> field(String name) {
    return fields.get(name).filter(value -> value != Null.NULL);
  }

  private static Optional<Long> whole(String text) {
    String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static ToolInputException missing(String name, String expected) {
    return new ToolInputException(name, "it is missing; expected " + expected);
  }
}
