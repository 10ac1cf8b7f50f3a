package dev.peers.cli.setup.json;

/// How much more than JSON a client reads.
///
/// @param comments whether it reads `//` and `/* */`
/// @param trailingCommas whether it reads a comma after the last element
public record Dialect(boolean comments, boolean trailingCommas) {
  public static final Dialect STRICT = new Dialect(false, false);
  public static final Dialect COMMENTS = new Dialect(true, false);
  public static final Dialect JSONC = new Dialect(true, true);
}
