package dev.peers.protocol.json;

/// A text that is no JSON, or not the JSON that was expected. The message says which field, what
/// was wrong with it and what is expected.
public final class JsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public JsonException(String message) {
    super(message);
  }

  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
