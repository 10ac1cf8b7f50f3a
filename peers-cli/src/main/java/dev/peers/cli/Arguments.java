package dev.peers.cli;

import dev.peers.core.text.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arguments of one call, sorted into options and the rest.
final class Arguments {
  private final CommandSpec spec;
  private final Map<String, String> options = new HashMap<>();
  private final List<String> rest = new ArrayList<>();

  private Arguments(CommandSpec spec) {
    this.spec = spec;
  }

  /// Sorts `args[from...]`. Whoever writes a message may begin it with a dash: once a command that
  /// takes any number of words has its first one, an unknown option is text; `--` makes everything
  /// after it text.
  ///
  /// @throws CliException if they do not fit the command
  static Arguments parse(CommandSpec spec, String[] args, int from) {
    Arguments parsed = new Arguments(spec);
    parsed.take(args, from);
    if (!parsed.has("--help")) {
      parsed.requireCount();
    }
    return parsed;
  }

  private void take(String[] args, int from) {
    boolean onlyText = false;
    for (int i = from; i < args.length; i++) {
      String arg = args[i];
      if (onlyText || !isOption(arg)) {
        rest.add(arg);
      } else if (arg.equals("--")) {
        onlyText = true;
      } else if (!takeFlag(arg) && !takeAttached(arg)) {
        if (spec.valued().contains(arg)) {
          if (i + 1 == args.length) {
            throw wrong(arg + " needs a value");
          }
          options.put(arg, args[++i]);
        } else if (spec.most() > 2 && !rest.isEmpty()) {
          rest.add(arg);
        } else {
          throw wrong("unknown option " + Safe.line(arg) + meant(arg));
        }
      }
    }
  }

  /// The option or the word of a choice that may have been meant, to put behind a problem.
  String meant(String mistyped) {
    Grammar grammar = Grammar.of(spec);
    List<String> known = new ArrayList<>(grammar.optionNames());
    grammar.words().forEach(word -> known.addAll(word.choices()));
    return Nearest.to(mistyped, known).map(near -> ", did you mean " + near + "?").orElse("");
  }

  private static boolean isOption(String arg) {
    return arg.length() > 1 && arg.startsWith("-");
  }

  private boolean takeFlag(String arg) {
    if (arg.equals("--help") || arg.equals("-h")) {
      options.put("--help", "");
      return true;
    }
    if (spec.flags().contains(arg)) {
      options.put(arg, "");
      return true;
    }
    return false;
  }

  private boolean takeAttached(String arg) {
    int equals = arg.indexOf('=');
    if (equals < 0 || !spec.valued().contains(arg.substring(0, equals))) {
      return false;
    }
    options.put(arg.substring(0, equals), arg.substring(equals + 1));
    return true;
  }

  private void requireCount() {
    if (rest.size() < spec.fewest()) {
      throw wrong(rest.isEmpty() ? "arguments are missing" : "an argument is missing");
    }
    if (rest.size() > spec.most()) {
      throw wrong("unexpected argument '" + Safe.line(rest.get(spec.most())) + "'");
    }
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  boolean json() {
    return has("--json");
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(options.get(option));
  }

  String first() {
    return rest.getFirst();
  }

  Optional<String> optionalFirst() {
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest.getFirst());
  }

  /// All words after the first, as one text.
  String text() {
    return String.join(" ", rest.subList(1, rest.size()));
  }

  Optional<Integer> positive(String option) {
    return value(option).map(text -> (int) number(option, text, 1, Integer.MAX_VALUE));
  }

  /// A time given in seconds, which may have a fraction.
  Optional<Duration> seconds(String option) {
    return value(option)
        .map(text -> Duration.ofMillis((long) (number(option, text, 0, 1e9) * 1000)));
  }

  private double number(String option, String text, double least, double most) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is out of bounds.
    }
    String bound = least > 0 ? " of at least " + (int) least : "";
    throw wrong(option + " needs a number" + bound + ", not '" + Safe.line(text) + "'");
  }

  CliException wrong(String problem) {
    String usage = ("Usage: peers " + spec.name() + " " + spec.arguments()).stripTrailing();
    String stop = problem.endsWith("?") ? "" : ".";
    return CliException.usage("peers " + spec.name() + ": " + problem + stop + "\n" + usage);
  }
}
