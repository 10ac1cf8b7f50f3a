package dev.peers.cli.setup;

/// A configuration that is not touched, and why.
public final class EditException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EditException(String message) {
    super(message);
  }

  /// What is wrong at a place in a text.
  public static EditException at(String text, int offset, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new EditException(
        "line " + line + ", column " + (offset - lineStart + 1) + ": " + problem);
  }

  /// The message, which every instance has.
  public String text() {
    return String.valueOf(getMessage());
  }
}
