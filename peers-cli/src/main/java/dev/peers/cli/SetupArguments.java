package dev.peers.cli;

import dev.peers.cli.setup.Scope;
import dev.peers.cli.setup.SetupCommand;
import dev.peers.cli.setup.SetupOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// `peers setup [client] [--print] [--scope S] [--yes] [--remove]`
final class SetupArguments {
  private SetupArguments() {}

  static int run(Arguments arguments, Map<String, String> env, Console console) {
    SetupOptions options = options(arguments);
    SetupCommand.Invocation call =
        new SetupCommand.Invocation(env, home(env), Path.of("").toAbsolutePath(), own(), asks());
    return SetupCommand.run(options, call, console.in(), console.out(), console.err());
  }

  private static SetupOptions options(Arguments arguments) {
    String scope = arguments.value("--scope").orElse("user");
    String client = arguments.optionalFirst().orElse(SetupOptions.ALL);
    if (!SetupOptions.isClient(client)) {
      throw arguments.wrong("no client '" + Safe.line(client) + "'" + arguments.meant(client));
    }
    return new SetupOptions(
        client,
        Scope.parse(scope)
            .orElseThrow(
                () ->
                    arguments.wrong(
                        "--scope must be user or project, not '" + Safe.line(scope) + "'")),
        arguments.has("--print"),
        arguments.has("--yes"),
        arguments.has("--remove"));
  }

  private static Path home(Map<String, String> env) {
    String home = env.getOrDefault("HOME", "");
    if (!home.startsWith("/")) {
      throw CliException.failed(
          "peers setup: HOME is not set, and the clients keep their configuration there");
    }
    return Path.of(home);
  }

  /// The launcher says where the distribution is.
  private static Path own() {
    String home = System.getProperty("peers.home");
    if (home == null) {
      throw CliException.failed("peers setup: run it through bin/peers of the distribution");
    }
    return Path.of(home);
  }

  private static boolean asks() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }
}
