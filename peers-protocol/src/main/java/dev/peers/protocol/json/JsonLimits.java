package dev.peers.protocol.json;

/// How much JSON is taken at once. Reading needs memory in proportion to the number of values,
/// which is why that is bounded besides the length: `[[],[],…` makes an object of every three
/// characters.
///
/// @param length the longest text, in UTF-16 units; for bytes, the most bytes
/// @param depth how deep arrays and objects may be nested
/// @param values how many values there may be, counting arrays, objects and what is in them
public record JsonLimits(int length, int depth, int values) {
  /// For what anybody may send: requests, and the lines of an MCP client.
  public static final JsonLimits REQUEST = new JsonLimits(16 << 20, 64, 20_000);

  /// For what a program that is trusted says: the broker's answers, which list many peers or
  /// messages, and the payloads that an agent's client hands to its hooks.
  public static final JsonLimits ANSWER = new JsonLimits(64 << 20, 64, 2_000_000);
}
