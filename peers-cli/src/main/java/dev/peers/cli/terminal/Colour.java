package dev.peers.cli.terminal;

/// The colours that are used, each for one meaning.
public enum Colour {
  GOOD("32"),
  WARNING("33"),
  BAD("31"),
  NEWS("36"),
  FAINT("90"),
  STRONG("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
