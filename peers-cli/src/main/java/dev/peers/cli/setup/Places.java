package dev.peers.cli.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where things are for this call.
///
/// @param env the environment
/// @param home the user's home folder
/// @param project the folder of the project, which is the one the command runs in
record Places(Map<String, String> env, Path home, Path project) {
  /// The folder that a variable names, or this one below the home folder.
  Path folder(String variable, String otherwise) {
    return variable(variable).map(Path::of).orElseGet(() -> home.resolve(otherwise));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> value.startsWith("/"));
  }

  boolean hasProgram(String name) {
    return programs(name).findAny().isPresent();
  }

  /// The programs of that name on the PATH, the one that runs first.
  Stream<Path> programs(String name) {
    return Stream.of(env.getOrDefault("PATH", "").split(":"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile);
  }
}
