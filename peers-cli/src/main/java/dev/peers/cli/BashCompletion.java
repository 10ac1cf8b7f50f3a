package dev.peers.cli;

import java.util.List;
import java.util.Map;
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
    StringBuilder text = new StringBuilder(HEAD);
    text.append("    _peers_offer ")
        .append(commands.stream().map(c -> c.spec().name()).collect(Collectors.joining(" ")))
        .append(" help --help --version\n    return\n  fi\n");
    text.append("  if [[ $command == help ]]; then\n    _peers_offer ")
        .append(commands.stream().map(c -> c.spec().name()).collect(Collectors.joining(" ")))
        .append("\n    return\n  fi\n");
    text.append("  case $command:${COMP_WORDS[COMP_CWORD - 1]} in\n");
    for (Grammar command : commands) {
      for (Map.Entry<String, Slot> option : command.options().entrySet()) {
        text.append("    ").append(command.spec().name()).append(':').append(option.getKey());
        text.append(") ").append(offer(option.getValue())).append("; return ;;\n");
      }
    }
    text.append("  esac\n  if [[ $current == -* ]]; then\n    case $command in\n");
    for (Grammar command : commands) {
      text.append("      ").append(command.spec().name()).append(") _peers_offer ");
      text.append(String.join(" ", command.optionNames())).append(" ;;\n");
    }
    text.append("    esac\n    return\n  fi\n  for ((i = 2; i < COMP_CWORD; i++)); do\n");
    text.append("    case $command:${COMP_WORDS[i]} in\n");
    for (Grammar command : commands) {
      for (String option : command.spec().valued().stream().sorted().toList()) {
        text.append("      ").append(command.spec().name()).append(':').append(option);
        text.append(") ((i++)) ;;\n");
      }
    }
    text.append("      *:-*) ;;\n      *) ((++place)) ;;\n    esac\n  done\n");
    text.append("  case $command:$place in\n");
    for (Grammar command : commands) {
      for (int i = 0; i < command.words().size(); i++) {
        if (command.words().get(i).kind() != Slot.Kind.FREE) {
          text.append("    ").append(command.spec().name()).append(':').append(i);
          text.append(") ").append(offer(command.words().get(i))).append(" ;;\n");
        }
      }
    }
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
