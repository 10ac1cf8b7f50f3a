package dev.peers.cli.setup;

import dev.peers.core.text.PlainText;
import dev.peers.protocol.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `peers setup`: connects clients in their own configuration, or disconnects them.
public final class SetupCommand {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final SetupOptions options;
  private final Places places;
  private final Path distribution;
  private final Planner planner;
  private final Writing writing;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private boolean refused;

  private SetupCommand(
      SetupOptions options, Invocation call, InputStream in, PrintStream out, PrintStream err) {
    this.options = options;
    this.places = new Places(call.env(), call.home(), call.folder());
    this.distribution = call.distribution();
    Settings settings = Settings.of(call.env());
    Records records = new Records(settings.stateFolder().resolve("setup"));
    this.planner = new Planner(records);
    this.writing =
        new Writing(
            new Backups(Clock.system(ZoneId.systemDefault()), settings.setupBackups()), records);
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /// Where the command runs.
  ///
  /// @param env the environment
  /// @param home the user's home folder
  /// @param folder the folder it runs in
  /// @param distribution the folder in which this program is installed
  /// @param asks whether there is a person to ask
  public record Invocation(
      Map<String, String> env, Path home, Path folder, Path distribution, boolean asks) {}

  /// Runs the command and answers its exit code.
  public static int run(
      SetupOptions options, Invocation call, InputStream in, PrintStream out, PrintStream err) {
    return new SetupCommand(options, call, in, out, err).run(call.asks());
  }

  private int run(boolean asks) {
    List<Client> clients = clients();
    if (clients.isEmpty() && options.remove()) {
      out.println("None of the clients is there; nothing was to be taken out.");
      return OK;
    }
    if (clients.isEmpty()) {
      err.println(
          "peers setup: found none of the clients it knows. Name the one to set up: "
              + String.join(", ", Client.all().stream().map(Client::name).toList()));
      return FAILED;
    }
    Map<Client, List<Change>> plans = new LinkedHashMap<>();
    for (Client client : clients) {
      plan(client).ifPresent(changes -> plans.put(client, changes));
    }
    List<Change> changes = changes(plans);
    if (options.print()) {
      changes.forEach(change -> out.print(diff(change)));
      return refused ? FAILED : OK;
    }
    plans.forEach(this::announce);
    if (!changes.isEmpty()) {
      Optional<Integer> end = confirm(asks, changes.size());
      if (end.isPresent()) {
        return end.get();
      }
      changes.forEach(this::carryOut);
    }
    if (!options.remove()) {
      plans.keySet().forEach(this::tellByHand);
    }
    return refused ? FAILED : OK;
  }

  private List<Client> clients() {
    return options.client().equals(SetupOptions.ALL)
        ? Client.all().stream().filter(this::isConcerned).toList()
        : Client.named(options.client()).stream().toList();
  }

  /// A client that was removed may have left its configuration, with us in it.
  private boolean isConcerned(Client client) {
    return options.remove() || client.isHere(places);
  }

  /// The changes for a client; empty if one of its files cannot be changed: half a connection would
  /// only look like one.
  private Optional<List<Change>> plan(Client client) {
    Launcher launcher = Launcher.of(distribution, places, options.scope());
    List<Change> changes = new ArrayList<>();
    boolean all = true;
    for (Target target : client.targets(places, options.scope(), launcher)) {
      try {
        if (!options.remove()) {
          changes.add(planner.put(target));
        } else if (!isNeededElsewhere(target)) {
          changes.add(planner.take(target));
        }
      } catch (EditException e) {
        refuse(client.title(), target.file(), e);
        all = false;
      }
    }
    if (!all) {
      err.println("  Nothing was changed for " + client.title() + ".");
    }
    return all ? Optional.of(changes) : Optional.empty();
  }

  /// Some clients look for skills in the same place.
  private boolean isNeededElsewhere(Target target) {
    Launcher launcher = Launcher.of(distribution, places, options.scope());
    return target.whole()
        && Client.all().stream()
            .filter(client -> !clients().contains(client))
            .map(client -> client.targets(places, options.scope(), launcher))
            .filter(targets -> targets.stream().anyMatch(it -> it.file().equals(target.file())))
            .flatMap(List::stream)
            .filter(other -> !other.whole())
            .anyMatch(this::isConnected);
  }

  private boolean isConnected(Target target) {
    try {
      return !planner.take(target).isNone();
    } catch (EditException e) {
      // It may be: then better too much is left than too little.
      return true;
    }
  }

  private void refuse(String title, Path file, EditException e) {
    refused = true;
    err.println(title + ": " + PlainText.line(file + ": " + e.text()));
  }

  /// Clients share the place of the skill.
  private static List<Change> changes(Map<Client, List<Change>> plans) {
    Map<Path, Change> changes = new LinkedHashMap<>();
    for (List<Change> plan : plans.values()) {
      for (Change change : plan) {
        if (!change.isNone()) {
          changes.putIfAbsent(change.target().file(), change);
        }
      }
    }
    return List.copyOf(changes.values());
  }

  private void announce(Client client, List<Change> changes) {
    out.println(client.title());
    for (Change change : changes) {
      if (!change.isNone()) {
        out.println("  " + verb(change) + " " + PlainText.line(change.target().file().toString()));
      }
      change.remarks().forEach(remark -> out.println("    " + PlainText.line(remark)));
    }
    if (changes.stream().allMatch(Change::isNone)) {
      out.println(options.remove() ? "  not connected" : "  connected already, nothing to change");
    }
  }

  private static String verb(Change change) {
    if (change.after().isEmpty()) {
      return "delete";
    }
    return change.before().bytes().isEmpty() ? "create" : "change";
  }

  /// Empty to go on, or the exit code.
  private Optional<Integer> confirm(boolean asks, int count) {
    if (options.yes()) {
      return Optional.empty();
    }
    if (!asks) {
      err.println(
          "Nothing was written: without a terminal, peers setup needs --yes. --print shows the"
              + " change.");
      return Optional.of(USAGE);
    }
    out.print("Write " + (count == 1 ? "this file" : "these " + count + " files") + "? [y/N] ");
    out.flush();
    if (isYes()) {
      return Optional.empty();
    }
    out.println("Nothing was written.");
    return Optional.of(FAILED);
  }

  private boolean isYes() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line != null && line.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void carryOut(Change change) {
    Path file = change.target().file();
    try {
      Optional<Path> copy = options.remove() ? writing.undo(change) : writing.write(change);
      String kept = copy.map(path -> ", the old one is kept as " + path.getFileName()).orElse("");
      out.println((change.after().isEmpty() ? "Deleted " : "Wrote ") + PlainText.line(file + kept));
    } catch (EditException e) {
      refuse("Not written", file, e);
    }
  }

  private void tellByHand(Client client) {
    out.println();
    out.println("Left to do by hand for " + client.title() + ":");
    client.byHand(options.scope()).forEach(what -> out.println("  - " + what));
    if (distribution.endsWith("target/dist")) {
      out.println(
          "  - Install peers and run setup again: "
              + PlainText.line(distribution.toString())
              + " is replaced by every build.");
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String diff(Change change) {
    String file = change.target().file().toString();
    boolean created = change.before().bytes().isEmpty();
    return Diff.unified(
        created ? "/dev/null" : file,
        change.after().isEmpty() ? "/dev/null" : file,
        text(change.before().bytes().orElse(new byte[0])),
        text(change.after().map(change.before()::encode).orElse(new byte[0])));
  }
}
