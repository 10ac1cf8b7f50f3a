package dev.peers.cli.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at the configurations of the clients on this machine, with the eyes of setup, and changes
/// nothing.
public final class Examination {
  private final Client client;
  private final Places places;
  private final List<Launcher> launchers;

  private Examination(Client client, Places places, List<Launcher> launchers) {
    this.client = client;
    this.places = places;
    this.launchers = launchers;
  }

  /// A client and what was seen.
  ///
  /// @param name the word for it on the command line
  /// @param program the word that starts it
  public record Examined(String name, String program, List<Observation> observations) {}

  /// Looks at all clients that are here.
  ///
  /// @param home the user's home folder
  /// @param project the folder of the project
  /// @param distribution this program's folder, whose launcher the entries should name
  public static List<Examined> all(
      Map<String, String> env, Path home, Path project, Path distribution) {
    Places places = new Places(env, home, project);
    List<Launcher> launchers = Launcher.equal(distribution, places);
    return Client.all().stream()
        .filter(client -> client.isHere(places))
        .map(client -> new Examination(client, places, launchers).examine())
        .toList();
  }

  private Examined examine() {
    List<Observation> observations = new ArrayList<>();
    Map<Part, List<Seen>> user = seen(Scope.USER);
    Map<Part, List<Seen>> project = seen(Scope.PROJECT);
    user.forEach(
        (part, seen) -> {
          boolean here = seen.stream().allMatch(Seen::isThere);
          List<Seen> ofProject = project.getOrDefault(part, List.of());
          boolean there = !ofProject.isEmpty() && ofProject.stream().allMatch(Seen::isThere);
          observations.add(
              here || !there ? worst(part, seen) : fine(part, ofProject.getFirst().file()));
          seen.stream().filter(Seen::isThere).forEach(it -> remarks(it, observations));
        });
    try {
      observations.addAll(client.look(places));
    } catch (EditException e) {
      // The file was told of above.
      return new Examined(client.name(), client.program(), observations);
    }
    return new Examined(client.name(), client.program(), observations);
  }

  private static void remarks(Seen seen, List<Observation> observations) {
    for (String remark : seen.remarks()) {
      String[] parts = remark.split("; ", 2);
      String advice = parts.length > 1 ? parts[1] : "see whether that is meant";
      observations.add(Observation.wanting(parts[0], advice));
    }
  }

  /// A part in a file.
  ///
  /// @param remarks what setup would say of it
  /// @param error why the file cannot be understood
  private record Seen(Path file, boolean isThere, List<String> remarks, Optional<String> error) {}

  private Map<Part, List<Seen>> seen(Scope scope) {
    Map<Part, List<Seen>> seen = new LinkedHashMap<>();
    List<List<Target>> ways =
        launchers.stream().map(launcher -> client.targets(places, scope, launcher)).toList();
    for (int i = 0; i < ways.getFirst().size(); i++) {
      int place = i;
      for (Part part : ways.getFirst().get(i).puts().keySet()) {
        List<Seen> asNamed = ways.stream().map(way -> see(way.get(place), part)).toList();
        seen.computeIfAbsent(part, _ -> new ArrayList<>())
            .add(asNamed.stream().filter(Seen::isThere).findFirst().orElse(asNamed.getFirst()));
      }
    }
    return seen;
  }

  private static Seen see(Target target, Part part) {
    List<String> remarks = new ArrayList<>();
    try {
      String text = ConfigFile.look(target.file()).text();
      Edit put = target.puts().get(part);
      boolean there = put != null && put.apply(text, new Originals(), remarks::add).equals(text);
      return new Seen(target.file(), there, remarks, Optional.empty());
    } catch (EditException e) {
      return new Seen(target.file(), false, remarks, Optional.of(e.text()));
    }
  }

  private Observation worst(Part part, List<Seen> seen) {
    for (Seen it : seen) {
      if (it.error().isPresent()) {
        return new Observation(
            Observation.State.BROKEN,
            it.file() + " cannot be understood: " + it.error().get(),
            "correct it, then 'peers setup " + client.name() + "'");
      }
    }
    for (Seen it : seen) {
      if (!it.isThere()) {
        return Observation.wanting(lack(part, it), advice(it.file()));
      }
    }
    return fine(part, seen.getFirst().file());
  }

  private String advice(Path file) {
    String setup = "'peers setup " + client.name() + "'";
    return Files.isSymbolicLink(file)
        ? file
            + " is a symbolic link, which setup leaves alone: change what it leads to by hand, as "
            + setup
            + " shows it with --print for a file of its own"
        : setup + " writes it";
  }

  private static Observation fine(Part part, Path file) {
    return Observation.fine(
        switch (part) {
          case SERVER -> "our MCP server stands in " + file;
          case PERMISSION -> "its agents may use our tools unasked, by " + file;
          case HOOKS -> "our hooks stand in " + file;
          case SKILL -> "our skill is in " + file.getParent();
        });
  }

  private static String lack(Part part, Seen seen) {
    boolean other = !seen.remarks().isEmpty();
    return switch (part) {
          case SERVER ->
              other
                  ? "its entry of our MCP server starts something else"
                  : "it does not know our MCP server, so that its agents have none of our tools";
          case PERMISSION ->
              "our tools are not on its allow-list, so that an agent may wait for a permission";
          case HOOKS ->
              other
                  ? "its hooks of ours call something else"
                  : "hooks of ours are missing, so that an agent hears of mail only when it looks";
          case SKILL ->
              other
                  ? "its skill of ours is another one than this version's"
                  : "it has no skill of ours, so that agents know less of working together";
        }
        + " ("
        + seen.file()
        + ")";
  }
}
