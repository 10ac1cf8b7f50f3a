package dev.peers.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The launchd of a person's session.
final class Launchd implements Manager {
  private final String label;
  private final Path log;
  private final Path home;

  /// @param log where it puts what the broker prints before it has a log
  Launchd(Map<String, String> env, String label, Path log) {
    this.label = label;
    this.log = log;
    this.home = Path.of(env.getOrDefault("HOME", "/"));
  }

  @Override
  public String name() {
    return "launchd";
  }

  @Override
  public String program() {
    return "launchctl";
  }

  @Override
  public Path file() {
    return home.resolve("Library/LaunchAgents").resolve(label + ".plist");
  }

  @Override
  public String text(List<String> command, Map<String, String> environment) {
    StringBuilder words = new StringBuilder();
    command.forEach(word -> words.append("      ").append(string(word)).append('\n'));
    StringBuilder variables = new StringBuilder();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              variables.append("      <key>").append(escaped(name)).append("</key>\n");
              variables.append("      ").append(string(value)).append('\n');
            });
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <!-- %s -->
    <plist version="1.0">
      <dict>
        <key>Label</key>
        <string>%s</string>
        <key>ProgramArguments</key>
        <array>
    %s    </array>
        <key>EnvironmentVariables</key>
        <dict>
    %s    </dict>
        <key>WorkingDirectory</key>
        <string>/</string>
        <key>Umask</key>
        <integer>63</integer>
        <key>RunAtLoad</key>
        <true/>
        <key>KeepAlive</key>
        <dict>
          <key>SuccessfulExit</key>
          <false/>
        </dict>
        <key>ExitTimeOut</key>
        <integer>15</integer>
        <key>StandardErrorPath</key>
        <string>%s</string>
      </dict>
    </plist>
    """
        .formatted(Service.MARK, escaped(label), words, variables, escaped(log.toString()));
  }

  @Override
  public String socketLine(Path socket) {
    return string(socket.toString());
  }

  private static String string(String text) {
    return "<string>" + escaped(text) + "</string>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public List<List<String>> enable(boolean changed) {
    List<String> bootstrap = List.of("launchctl", "bootstrap", domain(), file().toString());
    List<String> kickstart = List.of("launchctl", "kickstart", domain() + "/" + label);
    return changed ? List.of(bootstrap, kickstart) : List.of(kickstart);
  }

  @Override
  public List<List<String>> disable() {
    return List.of(List.of("launchctl", "bootout", domain() + "/" + label));
  }

  @Override
  public List<List<String>> forget() {
    return List.of();
  }

  @Override
  public List<String> restart() {
    return List.of("launchctl", "kickstart", "-k", domain() + "/" + label);
  }

  @Override
  public List<String> status() {
    return List.of("launchctl", "print", domain() + "/" + label);
  }

  @Override
  public boolean isRunning(Programs.Result status) {
    return status.isGood()
        && status.text().lines().map(String::strip).anyMatch("state = running"::equals);
  }

  @Override
  public List<String> logs() {
    return List.of();
  }

  @Override
  public String startScript() {
    return "launchctl kickstart " + domain() + "/" + label;
  }

  /// The home folder's owner is who is meant.
  private String domain() {
    try {
      return "gui/" + Files.getAttribute(home, "unix:uid");
    } catch (IOException e) {
      throw new ServiceException(
          "cannot look at the home folder " + home + ": " + e.getMessage(), e);
    }
  }
}
