package dev.peers.cli.setup.json;

/// What stands between the elements of a text that is known to be right: space and comments.
final class Trivia {
  private Trivia() {}

  /// Behind the comment that begins here; -1 if none does, or if it has no end. A line comment ends
  /// before its line break.
  static int commentEnd(String text, int at) {
    if (text.startsWith("//", at)) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      return end;
    }
    if (text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      return close < 0 ? -1 : close + 2;
    }
    return -1;
  }

  /// The place of the next character that is neither space nor in a comment.
  static int skip(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int comment = commentEnd(text, at);
      if (comment >= 0) {
        at = comment;
      } else if (isSpace(text.charAt(at))) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /// The place of the comma that follows, or -1.
  static int comma(String text, int from) {
    int at = skip(text, from);
    return at < text.length() && text.charAt(at) == ',' ? at : -1;
  }

  /// Behind the comments that follow on the same line: they belong to what stands before them.
  static int lineComments(String text, int from) {
    int end = from;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      int comment = commentEnd(text, at);
      if (comment >= 0 && text.substring(at, comment).indexOf('\n') < 0) {
        at = comment;
        end = comment;
      } else if (c == ' ' || c == '\t') {
        at++;
      } else {
        return end;
      }
    }
    return end;
  }

  static boolean endsInLineComment(String text, int from, int to) {
    int at = from;
    while (at < to) {
      int comment = commentEnd(text, at);
      if (comment == to) {
        return text.startsWith("//", at);
      }
      at = comment >= 0 ? comment : at + 1;
    }
    return false;
  }

  /// Back over space.
  static int back(String text, int from, int least) {
    int at = from;
    while (at > least && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static String withoutSpace(String text) {
    return text.replaceAll("[ \t\r\n]+", "");
  }
}
