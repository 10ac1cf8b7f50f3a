package dev.peers.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The lines of `case` that bash and zsh have in common. Both count in `i` through the words before
/// the cursor, and in `place` the arguments among them.
///
/// @param offer what the shell calls to offer what fits into a slot
record CompletionCases(List<Grammar> commands, Function<Slot, String> offer) {
  /// For the value of an option: what may stand there.
  void values(StringBuilder text) {
    for (Grammar command : commands) {
      for (Map.Entry<String, Slot> option : command.options().entrySet()) {
        text.append("    ").append(command.spec().name()).append(':').append(option.getKey());
        text.append(") ").append(offer.apply(option.getValue())).append("; return ;;\n");
      }
    }
  }

  /// For an argument: counts which one it is, and offers what may stand there.
  void places(StringBuilder text) {
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
        Slot word = command.words().get(i);
        if (word.kind() != Slot.Kind.FREE) {
          text.append("    ").append(command.spec().name()).append(':').append(i);
          text.append(") ").append(offer.apply(word)).append(" ;;\n");
        }
      }
    }
  }
}
