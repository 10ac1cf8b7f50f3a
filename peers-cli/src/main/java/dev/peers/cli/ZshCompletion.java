package dev.peers.cli;

import java.util.List;

/// The completion for zsh.
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef peers
      # made from the table of commands

      _peers_names() {
        local -a names
        names=(${(f)"$(CLAUDE_PEERS_REQUEST_TIMEOUT_MS=1000 $words[1] peers --names 2>/dev/null)"})
        compadd -- $names
      }

      _peers() {
        local -a commands options
        local command=$words[2] i
        integer place=0
        commands=(
      """;

  private ZshCompletion() {}

  static String script(List<Grammar> commands) {
    CompletionCases cases = new CompletionCases(commands, ZshCompletion::offer);
    StringBuilder text = new StringBuilder(HEAD);
    for (Grammar command : commands) {
      text.append("    ").append(described(command.spec().name(), command.spec().summary()));
    }
    text.append("    'help:Say how a command is used'\n  )\n");
    text.append("  if ((CURRENT == 2)); then\n    _describe -t commands command commands\n");
    text.append("    compadd -- --help --version\n    return\n  fi\n");
    text.append("  if [[ $command == help ]]; then\n");
    text.append("    _describe -t commands command commands\n    return\n  fi\n");
    text.append("  case $command:$words[CURRENT-1] in\n");
    cases.values(text);
    text.append("  esac\n  if [[ $words[CURRENT] == -* ]]; then\n    case $command in\n");
    for (Grammar command : commands) {
      text.append("      ").append(command.spec().name()).append(")\n        options=(\n");
      for (String option : command.optionNames()) {
        text.append("          ").append(described(option, command.meaning(option)));
      }
      text.append("        ) ;;\n");
    }
    text.append("    esac\n    _describe -o option options\n    return\n  fi\n");
    text.append("  for ((i = 3; i < CURRENT; i++)); do\n    case $command:$words[i] in\n");
    cases.places(text);
    // Loaded by name, the file is the body of the function; sourced, it has to register it.
    text.append("  esac\n}\n\n");
    text.append("if [[ $funcstack[1] == _peers ]]; then\n  _peers \"$@\"\n");
    return text.append("else\n  compdef _peers peers\nfi\n").toString();
  }

  private static String described(String word, String text) {
    return "'" + word + ":" + text.replace("'", "'\\''").replace(":", "\\:") + "'\n";
  }

  private static String offer(Slot slot) {
    return switch (slot.kind()) {
      case PEER -> "_peers_names";
      case FILE -> "_files";
      case FOLDER -> "_files -/";
      case CHOICE -> "compadd -- " + String.join(" ", slot.choices());
      case FREE -> ":";
    };
  }
}
