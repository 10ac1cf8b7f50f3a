package dev.peers.cli;

/// The texts of `--help`.
final class Help {
  static final String EXIT_CODES =
      """
      Exit codes:
        0  done
        1  refused or failed
        2  called in a wrong way
        3  the broker is not running, or does not answer
        4  what was waited for did not come in time
      """;

  private Help() {}

  static String all() {
    StringBuilder text = new StringBuilder();
    text.append("peers - let AI coding agents on this machine find and message each other\n\n");
    text.append("Usage: peers <command> [arguments]\n\nCommands:\n");
    for (CommandSpec spec : CommandSpec.ALL) {
      text.append("  ").append(spec.name());
      text.append(" ".repeat(13 - spec.name().length())).append(spec.summary()).append('\n');
    }
    text.append("\nOptions:\n");
    text.append("  --help       this text; 'peers <command> --help' says more on a command\n");
    text.append("  --version    the version\n\n");
    return text.append(EXIT_CODES).toString();
  }

  static String of(CommandSpec spec) {
    StringBuilder text = new StringBuilder();
    text.append(("Usage: peers " + spec.name() + " " + spec.arguments()).stripTrailing());
    text.append("\n\n").append(spec.summary()).append(".\n");
    if (!spec.details().isEmpty()) {
      text.append('\n');
      spec.details().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.append('\n').append(EXIT_CODES).toString();
  }
}
