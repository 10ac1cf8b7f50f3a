package dev.peers.protocol.internal.json;

import java.util.OptionalLong;

/// A number as it was written.
public record JsonNumber(String text) {
  /// The number, if it is a whole one that fits.
  public OptionalLong whole() {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
