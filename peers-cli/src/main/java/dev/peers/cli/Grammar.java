package dev.peers.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What can follow the word of a command, as its usage line tells it.
///
/// @param spec the command
/// @param words what its arguments are, in their order
/// @param options its options, each with what its value is; those without one are not in it
/// @param meanings what each option means, where the command's details say so
record Grammar(
    CommandSpec spec, List<Slot> words, Map<String, Slot> options, Map<String, String> meanings) {
  static Grammar of(CommandSpec spec) {
    List<Slot> words = new ArrayList<>();
    Map<String, Slot> options = new TreeMap<>();
    String[] shown = spec.arguments().replaceAll("[\\[\\]<>]|\\.\\.\\.", "").split("\\s+", -1);
    for (int i = 0; i < shown.length; i++) {
      if (spec.valued().contains(shown[i]) && i + 1 < shown.length) {
        options.put(shown[i], Slot.of(shown[++i]));
      } else if (!shown[i].isEmpty() && !shown[i].startsWith("-")) {
        words.add(Slot.of(shown[i]));
      }
    }
    return new Grammar(spec, words, options, meanings(spec));
  }

  /// All commands in the order of the help.
  static List<Grammar> all() {
    return CommandSpec.ALL.stream().map(Grammar::of).toList();
  }

  /// All options, sorted.
  List<String> optionNames() {
    List<String> names = new ArrayList<>(spec.flags());
    names.addAll(spec.valued());
    names.add("--help");
    return names.stream().sorted().toList();
  }

  String meaning(String option) {
    return meanings.getOrDefault(option, option.equals("--help") ? "say how it is used" : "");
  }

  private static Map<String, String> meanings(CommandSpec spec) {
    Map<String, String> meanings = new LinkedHashMap<>();
    spec.details()
        .lines()
        .filter(line -> line.matches("--?\\S+( [^ ]+)? {2,}.*"))
        .forEach(
            line ->
                meanings.put(
                    line.replaceAll("[ =].*", ""), line.replaceAll("^\\S+( \\S+)? {2,}", "")));
    return meanings;
  }
}
