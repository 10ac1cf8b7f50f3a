package dev.peers.cli;

import dev.peers.core.text.Nearest;
import java.util.List;
import java.util.Set;

/// How a command is called.
///
/// @param name the word that calls it
/// @param arguments what follows, as shown in its usage
/// @param summary one line on what it does
/// @param details more of it, for its own help; empty if there is no more
/// @param flags the options without a value
/// @param valued the options with a value
/// @param fewest how many arguments it needs
/// @param most how many it takes
record CommandSpec(
    String name,
    String arguments,
    String summary,
    String details,
    Set<String> flags,
    Set<String> valued,
    int fewest,
    int most) {
  private static final int MANY = Integer.MAX_VALUE;
  private static final Set<String> NO_OPTIONS = Set.of();
  private static final Set<String> JSON = Set.of("--json");

  /// All commands, in the order in which the help shows them.
  static final List<CommandSpec> ALL =
      List.of(
          reading(
              "status",
              "[--exact]",
              "Say how the broker is and who is registered",
              "--exact      times as they are, instead of how long ago they were\n",
              Set.of("--json", "--exact"),
              NO_OPTIONS,
              0),
          reading(
              "peers",
              "[--names]",
              "List the peers",
              "--names      only their names, one on a line\n",
              Set.of("--json", "--names"),
              NO_OPTIONS,
              0),
          reading(
              "messages",
              "[peer] [--limit N] [--follow] [--exact]",
              "Show messages, newest first",
              """
              peer         only messages from or to the peer of this id or name
              --limit N    at most N messages (20; the broker caps it)
              --follow     then stay, and show messages as they come, newest last
              --exact      times as they are, instead of how long ago they were
              """,
              Set.of("--json", "--follow", "--exact"),
              Set.of("--limit"),
              1),
          reading(
              "watch",
              "",
              "Show messages, and peers coming and going, as it happens",
              """
              Ends with Ctrl-C, or with exit code 3 when the broker stops.
              With --json, and when the output is no terminal, one JSON object per line.
              """),
          acting(
              "send",
              "<id> <msg>",
              "Send a message to a peer",
              """
              id     the peer's id or name
              msg    the text; several words are joined; - reads it from standard input
              """,
              NO_OPTIONS,
              2,
              MANY),
          acting(
              "ask",
              "<peer> <text> [--timeout S]",
              "Send a message, wait for the answer and print it",
              """
              --timeout S    seconds to wait (300)
              Ends with exit code 4 when no answer came in time.
              """,
              Set.of("--timeout"),
              2,
              MANY),
          acting(
              "wait",
              "[--from PEER] [--timeout S] [--name N]",
              "Wait for a message to this shell and print it",
              """
              --from PEER    only take a message of the peer of this id or name
              --timeout S    seconds to wait (for ever)
              --name N       the name under which others can write
              Ends with exit code 4 when no message came in time.
              """,
              Set.of("--from", "--timeout", "--name"),
              0,
              0),
          acting("kill", "<id>", "End the agent session of a peer", "", NO_OPTIONS, 1, 1),
          reading("orphans", "", "List peers whose agent is dead", ""),
          acting(
              "cleanup",
              "",
              "End orphans and remove dead peers; no mail is lost",
              "",
              Set.of(),
              0,
              0),
          acting(
              "purge",
              "",
              "Give up unread mail and delete old mail that is past its time, now",
              "",
              NO_OPTIONS,
              0,
              0),
          acting(
              "backup",
              "<file>",
              "Write a copy of the database to a new file, while the broker runs",
              "",
              NO_OPTIONS,
              1,
              1),
          acting(
              "kill-broker",
              "",
              "Stop the broker; sessions that are connected start a new one",
              """
              No mail is lost. MCP servers that still run start a new broker within seconds, of
              the version that is installed then. To have none, end their sessions first.
              """,
              NO_OPTIONS,
              0,
              0),
          reading(
              "doctor",
              "[--fix]",
              "Look for what keeps peers from working, and say what to do",
              """
              --fix        repair what can be repaired safely, and say what was done
              Sends a message between two peers that nobody notices and that are gone afterwards,
              through the broker that runs, or else through one of its own.
              Ends with exit code 0 if all is well, 1 with warnings, 2 if something is broken.
              """,
              Set.of("--json", "--fix"),
              NO_OPTIONS,
              0),
          new CommandSpec(
              "logs",
              "[-f] [--mcp|--hooks] [--lines N]",
              "Show what the broker has logged",
              """
              -f, --follow    then stay, and show what is added
              --mcp           the log of the MCP servers instead
              --hooks         the log of the hooks instead
              --lines N       at most the last N lines (50)
              Messages never stand in a log. The setting log-level says how much does.
              """,
              Set.of("-f", "--follow", "--mcp", "--hooks"),
              Set.of("--lines"),
              0,
              0),
          reading(
              "config",
              "[name]",
              "Show the settings in effect and where each comes from",
              """
              name         only this one, with what it means and what is allowed
              Settings come from the environment, from the configuration file, which has one
              'name = value' on a line, or are the defaults; the environment wins.
              """,
              JSON,
              NO_OPTIONS,
              1),
          new CommandSpec(
              "install",
              "[--prefix DIR]",
              "Install this version for this user, or update what is installed",
              """
              --prefix DIR    below which folder (~/.local)
              Puts the program under share/peers, links bin/peers, the completions and the
              manual to it, and has a broker that runs continue with this version. The version
              that was there before is kept; its own 'bin/peers install' goes back to it.
              """,
              NO_OPTIONS,
              Set.of("--prefix"),
              0,
              0),
          new CommandSpec(
              "uninstall",
              "[--prefix DIR] [--yes] [--keep-data|--purge-data]",
              "Remove what install, service and use have put on this machine",
              """
              --prefix DIR    below which folder it was installed (~/.local)
              --yes           ask nothing; the database is kept unless told otherwise
              --keep-data     keep the database with all mail
              --purge-data    delete the database with all mail
              Asks about the database; without a terminal to ask on, it is kept.
              """,
              Set.of("--yes", "--keep-data", "--purge-data"),
              Set.of("--prefix"),
              0,
              0),
          new CommandSpec(
              "service",
              "install|uninstall|status|logs",
              "Have systemd or launchd run the broker from login on",
              """
              install      write the service's file and start it
              uninstall    stop it and remove the file
              status       say how it is
              logs         show what it printed
              """,
              NO_OPTIONS,
              NO_OPTIONS,
              1,
              1),
          new CommandSpec(
              "broker",
              "[--managed]",
              "Run the broker in the foreground",
              """
              --managed    a service manager owns it: do not leave when idle
              MCP servers start it on demand, so that this is rarely needed.
              """,
              Set.of("--managed"),
              NO_OPTIONS,
              0,
              0),
          acting(
              "mcp",
              "--client-type claude-code|codex|cli",
              "Run the MCP server of one agent on standard input and output",
              "",
              Set.of("--client-type"),
              0,
              0),
          acting(
              "hook",
              "--harness claude|codex",
              "Answer a hook of an agent's client; the payload comes on standard input",
              "",
              Set.of("--harness"),
              0,
              0),
          new CommandSpec(
              "setup",
              "[claude-code|codex|gemini|opencode|all] [--print] [--scope user|project] [--yes]"
                  + " [--remove]",
              "Connect the agents' clients in their own configuration",
              """
              all          those that are found on this machine (without a name, too)
              --print      show the change as a diff, and write nothing
              --scope S    user: for all projects (the default); project: in the folder it runs in
              --yes        write without asking
              --remove     take out again what setup put in
              What else is in the files stays as it is, and a copy of each is kept beside it.
              """,
              Set.of("--print", "--yes", "--remove"),
              Set.of("--scope"),
              0,
              1),
          acting(
              "demo",
              "",
              "Let two MCP sessions talk, in a world of their own that is gone afterwards",
              "",
              NO_OPTIONS,
              0,
              0));

  /// The command of that name.
  ///
  /// @throws CliException if there is none
  static CommandSpec named(String name) {
    for (CommandSpec spec : ALL) {
      if (spec.name.equals(name)) {
        return spec;
      }
    }
    List<String> names = ALL.stream().map(CommandSpec::name).toList();
    throw CliException.usage(
        "peers: unknown command '"
            + Safe.line(name)
            + "'."
            + Nearest.to(name, names).map(near -> " Did you mean '" + near + "'?").orElse("")
            + " Try 'peers --help'.");
  }

  private static CommandSpec reading(
      String name, String arguments, String summary, String details) {
    return reading(name, arguments, summary, details, JSON, NO_OPTIONS, 0);
  }

  private static CommandSpec reading(
      String name,
      String arguments,
      String summary,
      String details,
      Set<String> flags,
      Set<String> valued,
      int most) {
    String shown = arguments.isEmpty() ? "[--json]" : arguments + " [--json]";
    String json = details + "--json       the same as JSON\n";
    return new CommandSpec(name, shown, summary, json, flags, valued, 0, most);
  }

  private static CommandSpec acting(
      String name,
      String arguments,
      String summary,
      String details,
      Set<String> valued,
      int fewest,
      int most) {
    return new CommandSpec(name, arguments, summary, details, NO_OPTIONS, valued, fewest, most);
  }
}
