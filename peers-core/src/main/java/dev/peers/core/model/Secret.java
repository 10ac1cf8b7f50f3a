package dev.peers.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a peer shows to act as itself. It is kept as a hash only and never printed.
public record Secret(String value) {
  /// @throws IllegalArgumentException if it is empty or longer than 256 characters
  public Secret {
    if (value.isEmpty() || value.length() > 256) {
      throw new IllegalArgumentException("a secret has 1 to 256 characters");
    }
  }

  /// The SHA-256 of the secret in hexadecimal: what is stored.
  public String hash() {
    return HexFormat.of().formatHex(digest());
  }

  /// Whether the stored hash is of this secret, compared in constant time.
  public boolean matches(String hash) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Secret[withheld]";
  }
}
