package dev.peers.cli.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How clients are to call this program.
///
/// @param command a path, or a bare name that the PATH leads to this program
record Launcher(String command) {
  /// The way through the PATH outlives an update, which the folder of this version does not.
  static Launcher of(Path distribution, Places places, Scope scope) {
    Path own = distribution.resolve("bin/peers");
    Optional<Path> onPath = places.programs("peers").findFirst().filter(it -> isSame(it, own));
    if (scope == Scope.PROJECT && onPath.isPresent()) {
      // The others who work in the project have it in another place.
      return new Launcher("peers");
    }
    return new Launcher(
        Stream.of(onPath.stream(), places.programs("peers"), installed(distribution))
            .flatMap(ways -> ways)
            .filter(way -> isSame(way, own))
            .findFirst()
            .orElse(own)
            .toString());
  }

  /// All ways to call this program that an entry may name.
  static List<Launcher> equal(Path distribution, Places places) {
    Path own = distribution.resolve("bin/peers");
    Stream<Path> ways =
        Stream.of(places.programs("peers"), installed(distribution), Stream.of(own))
            .flatMap(each -> each)
            .filter(way -> isSame(way, own));
    List<Launcher> launchers =
        new ArrayList<>(ways.distinct().map(way -> new Launcher(way.toString())).toList());
    if (places.programs("peers").findFirst().filter(it -> isSame(it, own)).isPresent()) {
      launchers.add(new Launcher("peers"));
    }
    return launchers.isEmpty() ? List.of(new Launcher(own.toString())) : launchers;
  }

  /// The ways that lead to the version in use, from the folder of one version.
  private static Stream<Path> installed(Path version) {
    return Stream.of("../../../bin/peers", "../current/bin/peers")
        .map(way -> version.resolve(way).normalize());
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toRealPath().equals(other.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  List<String> mcpArguments(String clientType) {
    return List.of("mcp", "--client-type", clientType);
  }

  /// With the program before the arguments.
  List<String> mcp(String clientType) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(mcpArguments(clientType));
    return words;
  }

  /// For a shell.
  String hook(String harness) {
    boolean plain = command.matches("[A-Za-z0-9_./+@%:,-]+");
    String program = plain ? command : "'" + command.replace("'", "'\\''") + "'";
    return program + " hook --harness " + harness;
  }
}
