package dev.peers.cli;

import java.util.List;
import java.util.stream.Collectors;

/// The completion for bash, from 3.2 on. What a broker says is only ever compared, never expanded.
final class BashCompletion {
  private static final String HEAD =
      """
      # bash completion for peers; made from its table of commands

      _peers_offer() {
        local word
        for word in "$@"; do
          [[ $word == "$current"* ]] && COMPREPLY+=("$word")
        done
        return 0
      }

      _peers_names() {
        local name
        while IFS= read -r name; do
          _peers_offer "$name"
        done < <(CLAUDE_PEERS_REQUEST_TIMEOUT_MS=1000 "${COMP_WORDS[0]}" peers --names 2>/dev/null)
      }

      _peers_files() {
        local file
        compopt -o filenames 2>/dev/null
        while IFS= read -r file; do
          COMPREPLY+=("$file")
        done < <(compgen -A "$1" -- "$current")
      }

      _peers() {
        local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} place=0 i
        COMPREPLY=()
        if ((COMP_CWORD == 1)); then
      """;

  private BashCompletion() {}

  static String script(List<Grammar> commands) {
    CompletionCases cases = new CompletionCases(commands, BashCompletion::offer);
    StringBuilder text = new StringBuilder(HEAD);
    text.append("    _peers_offer ")
        .append(commands.stream().map(c -> c.spec().name()).collect(Collectors.joining(" ")))
        .append(" help --help --version\n    return\n  fi\n");
    text.append("  if [[ $command == help ]]; then\n    _peers_offer ")
        .append(commands.stream().map(c -> c.spec().name()).collect(Collectors.joining(" ")))
        .append("\n    return\n  fi\n");
    text.append("  case $command:${COMP_WORDS[COMP_CWORD - 1]} in\n");
    cases.values(text);
    text.append("  esac\n  if [[ $current == -* ]]; then\n    case $command in\n");
    for (Grammar command : commands) {
      text.append("      ").append(command.spec().name()).append(") _peers_offer ");
      text.append(String.join(" ", command.optionNames())).append(" ;;\n");
    }
    text.append("    esac\n    return\n  fi\n  for ((i = 2; i < COMP_CWORD; i++)); do\n");
    text.append("    case $command:${COMP_WORDS[i]} in\n");
    cases.places(text);
    return text.append("  esac\n  return 0\n}\n\ncomplete -F _peers peers\n").toString();
  }

  private static String offer(Slot slot) {
    return switch (slot.kind()) {
      case PEER -> "_peers_names";
      case FILE -> "_peers_files file";
      case FOLDER -> "_peers_files directory";
      case CHOICE -> "_peers_offer " + String.join(" ", slot.choices());
      case FREE -> ":";
    };
  }
}
