package dev.peers.cli;

import dev.peers.protocol.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The manual: `peers(1)`, and a page for each command, such as `peers-send(1)`.
final class ManPages {
  private final String version;
  private final String date;

  /// @param date the day that the pages carry, as 2026-01-31
  ManPages(String version, String date) {
    this.version = version;
    this.date = date;
  }

  /// All pages by their file's name.
  Map<String, String> all(List<Grammar> commands) {
    Map<String, String> pages = new TreeMap<>();
    pages.put("peers.1", overview(commands));
    for (Grammar command : commands) {
      pages.put("peers-" + command.spec().name() + ".1", page(command.spec()));
    }
    return pages;
  }

  private String overview(List<Grammar> commands) {
    StringBuilder text = head("peers", "let AI coding agents on this machine message each other");
    text.append(".SH SYNOPSIS\n.B peers\n.I command\n.RI [ arguments ]\n");
    text.append(".SH DESCRIPTION\n");
    text.append("A broker on a Unix socket knows the agent sessions of this machine and keeps\n");
    text.append("their mail. Agents reach it through their MCP server, people through this\n");
    text.append("command. Each command has a page of its own.\n.SH COMMANDS\n");
    for (Grammar command : commands) {
      item(text, "peers-" + command.spec().name() + "(1)", command.spec().summary() + ".");
    }
    text.append(".SH OPTIONS\n");
    item(text, "--help", "Print a short help; after a command, that of the command.");
    item(text, "--version", "Print the version.");
    text.append(".SH ENVIRONMENT\n");
    for (Setting setting : Setting.values()) {
      item(text, setting.variable(), sentence(setting));
    }
    exits(text);
    return text.toString();
  }

  private static String sentence(Setting setting) {
    String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
    String meaning = setting.meaning();
    String begun = Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1);
    return setting.defaultText().isEmpty()
        ? begun + "."
        : begun + ". Default: " + setting.defaultText() + unit + ".";
  }

  private String page(CommandSpec spec) {
    StringBuilder text = head("peers-" + spec.name(), begunSmall(spec.summary()));
    text.append(".SH SYNOPSIS\n.B peers ").append(escaped(spec.name())).append('\n');
    if (!spec.arguments().isEmpty()) {
      text.append(escaped(spec.arguments())).append('\n');
    }
    text.append(".SH DESCRIPTION\n").append(line(spec.summary() + ".")).append('\n');
    details(text, spec.details());
    exits(text);
    return text.append(".SH SEE ALSO\n.BR peers (1)\n").toString();
  }

  /// A word, space and what it means become an item; whatever else there is, a line of its own.
  private static void details(StringBuilder text, String details) {
    details
        .lines()
        .forEach(
            line -> {
              if (line.matches("\\S.* {2,}\\S.*")) {
                String[] parts = line.split(" {2,}", 2);
                item(text, parts[0], parts[1]);
              } else if (line.startsWith(" ")) {
                text.append(line(line.strip())).append('\n');
              } else if (!line.isBlank()) {
                text.append(".PP\n").append(line(line)).append('\n');
              }
            });
  }

  private StringBuilder head(String name, String purpose) {
    StringBuilder text = new StringBuilder();
    text.append(".\\\" Made from the table of commands.\n.TH ");
    text.append(name.toUpperCase(java.util.Locale.ROOT)).append(" 1 ").append(date);
    text.append(" \"peers ").append(version).append("\" \"peers manual\"\n.SH NAME\n");
    return text.append(escaped(name)).append(" \\- ").append(escaped(purpose)).append('\n');
  }

  private static void exits(StringBuilder text) {
    text.append(".SH EXIT STATUS\n");
    Help.EXIT_CODES
        .lines()
        .filter(line -> line.matches(" +\\d+ +.*"))
        .map(line -> line.strip().split(" +", 2))
        .forEach(parts -> item(text, parts[0], parts[1]));
  }

  private static void item(StringBuilder text, String term, String meaning) {
    text.append(".TP\n.B ").append(escaped(term)).append('\n').append(line(meaning)).append('\n');
  }

  private static String begunSmall(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  /// A line that does not begin as a request would.
  private static String line(String text) {
    String safe = escaped(text);
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti");
  }
}
