package dev.peers.cli.hook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the git commands in a shell command that record or publish work. It is a guess, as only a
/// shell can know; a wrong one costs a sentence too many or too few.
final class GitCommand {
  private static final Set<String> WATCHED = Set.of("add", "commit", "push");
  private static final Set<String> VALUED =
      Set.of(
          "-C",
          "-c",
          "--git-dir",
          "--work-tree",
          "--namespace",
          "--exec-path",
          "--super-prefix",
          "--config-env",
          "--attr-source");
  private static final Set<String> KEYWORDS =
      Set.of("!", "{", "if", "then", "elif", "else", "while", "until", "do", "time");
  private static final Set<String> WRAPPERS =
      Set.of(
          "sudo", "doas", "env", "command", "builtin", "exec", "nohup", "nice", "timeout", "xargs",
          "stdbuf", "setsid");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=");
  private static final int MAX_DEPTH = 3;

  private GitCommand() {}

  /// The first of `git add`, `git commit` and `git push` in a shell command.
  static Optional<String> find(String command) {
    return find(command, 0);
  }

  private static Optional<String> find(String command, int depth) {
    if (depth > MAX_DEPTH) {
      return Optional.empty();
    }
    ShellWords words = ShellWords.of(command);
    return words.commands().stream()
        .flatMap(simple -> ofWords(simple, depth).stream())
        .findFirst()
        .or(
            () ->
                words.nested().stream()
                    .flatMap(nested -> find(nested, depth + 1).stream())
                    .findFirst());
  }

  private static Optional<String> ofWords(List<String> words, int depth) {
    int at = 0;
    while (at < words.size() && isPrefix(words.get(at))) {
      at++;
    }
    if (at == words.size()) {
      return Optional.empty();
    }
    String program = program(words.get(at));
    List<String> arguments = words.subList(at + 1, words.size());
    if (program.equals("git")) {
      return ofGit(arguments);
    }
    if (SHELLS.contains(program)) {
      return ofShell(arguments, depth);
    }
    return WRAPPERS.contains(program) ? ofWrapper(arguments, depth) : Optional.empty();
  }

  /// The wrapper's own options may have values, so git is looked for wherever it stands.
  private static Optional<String> ofWrapper(List<String> arguments, int depth) {
    for (int i = 0; i < arguments.size(); i++) {
      String program = program(arguments.get(i));
      if (program.equals("git") || SHELLS.contains(program)) {
        return ofWords(arguments.subList(i, arguments.size()), depth);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofShell(List<String> arguments, int depth) {
    for (int i = 0; i + 1 < arguments.size() && arguments.get(i).startsWith("-"); i++) {
      String option = arguments.get(i);
      if (!option.startsWith("--") && option.endsWith("c")) {
        return find(arguments.get(i + 1), depth + 1);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofGit(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-")) {
        return WATCHED.contains(word) ? Optional.of(word) : Optional.empty();
      }
      if (VALUED.contains(word)) {
        i++;
      }
    }
    return Optional.empty();
  }

  private static boolean isPrefix(String word) {
    return KEYWORDS.contains(word) || ASSIGNMENT.matcher(word).lookingAt();
  }

  private static String program(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }
}
