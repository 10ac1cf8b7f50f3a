package dev.peers.cli;

import java.util.List;
import java.util.stream.Collectors;

/// The completion for fish.
final class FishCompletion {
  private static final String HEAD =
      """
      # fish completion for peers; made from its table of commands

      function __peers_names
          set -l words (commandline -opc)
          CLAUDE_PEERS_REQUEST_TIMEOUT_MS=1000 $words[1] peers --names 2>/dev/null
      end

      # Whether the command is this, and as many arguments as this stand before the cursor.
      function __peers_at
          set -l words (commandline -opc)
          test "$words[2]" = $argv[1]; or return 1
          set -q argv[2]; or return 0
          set -l place 0
          set -l skip 0
          for word in $words[3..-1]
              if test $skip = 1
                  set skip 0
              else if contains -- $word $argv[3..-1]
                  set skip 1
              else if not string match -q -- '-*' $word
                  set place (math $place + 1)
              end
          end
          test $skip = 0 -a $place = $argv[2]
      end

      function __peers_first
          test (count (commandline -opc)) = 1
      end

      complete -c peers -f
      complete -c peers -n __peers_first -l help -d 'Say how it is used'
      complete -c peers -n __peers_first -l version -d 'Print the version'
      complete -c peers -n __peers_first -a help -d 'Say how a command is used'
      """;

  private FishCompletion() {}

  static String script(List<Grammar> commands) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Grammar command : commands) {
      text.append("\ncomplete -c peers -n __peers_first -a ").append(command.spec().name());
      text.append(" -d ").append(quoted(command.spec().summary())).append('\n');
      words(text, command);
      options(text, command);
    }
    String names = commands.stream().map(c -> c.spec().name()).collect(Collectors.joining(" "));
    text.append("\ncomplete -c peers -n '__peers_at help 0' -a ").append(quoted(names));
    return text.append('\n').toString();
  }

  private static void words(StringBuilder text, Grammar command) {
    String valued = command.spec().valued().stream().sorted().collect(Collectors.joining(" "));
    for (int i = 0; i < command.words().size(); i++) {
      String offer = offer(command.words().get(i));
      if (!offer.isEmpty()) {
        String place = (command.spec().name() + " " + i + " " + valued).strip();
        text.append("complete -c peers -n ").append(quoted("__peers_at " + place));
        text.append(offer).append('\n');
      }
    }
  }

  private static void options(StringBuilder text, Grammar command) {
    for (String option : command.optionNames()) {
      text.append("complete -c peers -n ").append(quoted("__peers_at " + command.spec().name()));
      text.append(
          option.startsWith("--") ? " -l " + option.substring(2) : " -s " + option.charAt(1));
      if (!command.meaning(option).isEmpty()) {
        text.append(" -d ").append(quoted(command.meaning(option)));
      }
      if (command.spec().valued().contains(option)) {
        Slot slot = command.options().getOrDefault(option, Slot.of(""));
        text.append(" -x").append(offer(slot));
      }
      text.append('\n');
    }
  }

  private static String offer(Slot slot) {
    return switch (slot.kind()) {
      case PEER -> " -a '(__peers_names)'";
      case FILE -> " -F";
      case FOLDER -> " -a '(__fish_complete_directories)'";
      case CHOICE -> " -a " + quoted(String.join(" ", slot.choices()));
      case FREE -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
