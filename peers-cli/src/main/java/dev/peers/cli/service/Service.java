package dev.peers.cli.service;

import dev.peers.cli.terminal.Waits;
import dev.peers.protocol.Setting;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The broker as a service of the person's own service manager.
public final class Service {
  /// Stands in each file that this program wrote.
  static final String MARK = "Written by 'peers service install'.";

  /// Settings of clients, and secrets, have no place in a broker's file.
  private static final Set<Setting> NOT_PASSED =
      Set.of(Setting.HOME, Setting.URL, Setting.TOKEN, Setting.SERVICE_LABEL);

  /// What else the launcher and the broker look at. The PATH is where it finds an old client's
  /// `codex`.
  private static final List<String> ALSO_PASSED =
      List.of("PATH", "JAVA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "CLAUDE_PEERS_AOT");

  private final Map<String, String> env;
  private final Settings settings;
  private final Path launcher;
  private final Manager manager;
  private final Programs programs;

  Service(Map<String, String> env, Settings settings, Path launcher, Manager manager) {
    this(env, settings, launcher, manager, new Programs(env, Waits.NONE));
  }

  private Service(
      Map<String, String> env,
      Settings settings,
      Path launcher,
      Manager manager,
      Programs programs) {
    this.env = env;
    this.settings = settings;
    this.launcher = launcher;
    this.manager = manager;
    this.programs = programs;
  }

  /// The same, with a note for a person while the manager takes long.
  public Service showing(Waits waits) {
    return new Service(env, settings, launcher, manager, new Programs(env, waits));
  }

  /// That of this system: launchd's on macOS, else systemd's.
  ///
  /// @param launcher what it runs
  public static Service of(Map<String, String> env, Settings settings, Path launcher) {
    return new Service(env, settings, launcher, manager(env, settings));
  }

  private static Manager manager(Map<String, String> env, Settings settings) {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")
        ? new Launchd(env, settings.serviceLabel(), settings.logFile())
        : new Systemd(env);
  }

  /// A shell command that has the manager start the broker of this socket, if it is one's service.
  public static Optional<String> startScript(Map<String, String> env, Settings settings) {
    return of(env, settings, Path.of("/")).startScript();
  }

  Optional<String> startScript() {
    return isOfThisSocket() ? Optional.of(manager.startScript()) : Optional.empty();
  }

  /// Writes the file and has the manager start the service.
  ///
  /// @return whether the manager did; false if the person has to tell it
  public boolean install(PrintStream out) {
    String text = text();
    Optional<String> before = read();
    if (before.isPresent() && !before.get().contains(MARK)) {
      throw new ServiceException(
          manager.file() + " exists and was not written by peers; move it away and try again");
    }
    boolean changed = !before.equals(Optional.of(text));
    if (changed) {
      write(text);
    }
    out.println((changed ? "Wrote " : "Nothing to change in ") + manager.file());
    if (!programs.has(manager.program())) {
      out.println("There is no " + manager.program() + " here. Where there is one, do:");
      sayByHand(out, manager.enable(true));
      return false;
    }
    if (changed && before.isPresent() && manager instanceof Launchd) {
      // launchd keeps what it has read until it is told to forget it.
      manager.disable().forEach(programs::run);
    }
    run(manager.enable(changed), out);
    out.println(manager.name() + " runs the broker now and after each login.");
    return true;
  }

  /// Has the manager restart it.
  ///
  /// @return false if there is no such service, or it does not run; nothing is done then
  public boolean restart() {
    return isOfThisSocket()
        && manager.isRunning(programs.run(manager.status()))
        && programs.run(manager.restart()).isGood();
  }

  /// Stops it and removes its file.
  ///
  /// @return whether there was one
  public boolean uninstall(PrintStream out) {
    Optional<String> text = read();
    if (text.isEmpty()) {
      return false;
    }
    if (!text.get().contains(MARK)) {
      out.println("Left alone, as it is not ours: " + manager.file());
      return false;
    }
    if (programs.has(manager.program())) {
      for (List<String> command : manager.disable()) {
        Programs.Result result = programs.run(command);
        if (!result.isGood()) {
          out.println(String.join(" ", command) + " said: " + result.text());
        }
      }
    }
    delete();
    if (programs.has(manager.program())) {
      manager.forget().forEach(programs::run);
    }
    out.println("Removed " + manager.file());
    return true;
  }

  /// Prints how it is.
  ///
  /// @return whether it runs
  public boolean status(PrintStream out) {
    Optional<String> text = read();
    if (text.isEmpty()) {
      out.println("No service is installed. Without one, agents start the broker on demand.");
      return false;
    }
    out.println("File: " + manager.file());
    if (!text.get().contains(MARK)) {
      out.println("It was not written by 'peers service install'.");
    } else if (!isOfThisSocket()) {
      out.println("It is for another socket than " + settings.socket());
    }
    Programs.Result result = programs.run(manager.status());
    out.println(result.text());
    boolean runs = manager.isRunning(result);
    out.println(runs ? "The service runs." : "The service does not run.");
    return runs;
  }

  /// Prints what the service printed last.
  public void logs(PrintStream out) {
    if (!manager.logs().isEmpty()) {
      out.println(programs.run(manager.logs()).text());
    }
    out.println("The broker's own log is " + settings.logFile());
  }

  private boolean isOfThisSocket() {
    return read()
        .filter(text -> text.contains(MARK))
        .filter(text -> text.contains(manager.socketLine(settings.socket())))
        .isPresent();
  }

  private String text() {
    Map<String, String> environment = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      if (!NOT_PASSED.contains(setting)) {
        pass(environment, setting.variable());
      }
    }
    ALSO_PASSED.forEach(name -> pass(environment, name));
    environment.put(Setting.SOCKET.variable(), settings.socket().toString());
    return manager.text(List.of(launcher.toString(), "broker", "--managed"), environment);
  }

  private void pass(Map<String, String> environment, String name) {
    String value = env.getOrDefault(name, "");
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new ServiceException(
          name + " holds a control character, which the service's file cannot; set it otherwise");
    }
    if (!value.isEmpty()) {
      environment.put(name, value);
    }
  }

  private void run(List<List<String>> commands, PrintStream out) {
    for (List<String> command : commands) {
      Programs.Result result = programs.run(command);
      if (!result.isGood()) {
        out.println("Once " + manager.name() + " can be reached, do:");
        sayByHand(out, manager.enable(true));
        throw new ServiceException(
            "%s is written, but '%s' failed: %s"
                .formatted(manager.file(), String.join(" ", command), result.text()));
      }
    }
  }

  private static void sayByHand(PrintStream out, List<List<String>> commands) {
    commands.forEach(command -> out.println("  " + String.join(" ", command)));
  }

  private Optional<String> read() {
    Path file = manager.file();
    try {
      if (Files.isSymbolicLink(file)) {
        // Whatever it leads to is not ours to change.
        return Optional.of("");
      }
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new ServiceException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void write(String text) {
    Path file = manager.file();
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.createDirectories(folder(file));
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ServiceException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(manager.file());
      // Folders that only held this go too; what a manager linked in them is gone with `disable`.
      Path folder = folder(manager.file());
      for (int i = 0; i < 3 && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS); i++) {
        Files.delete(folder);
        folder = folder(folder);
      }
    } catch (java.nio.file.DirectoryNotEmptyException e) {
      // Others use it.
    } catch (IOException e) {
      throw new ServiceException("cannot remove " + manager.file() + ": " + e.getMessage(), e);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }
}
