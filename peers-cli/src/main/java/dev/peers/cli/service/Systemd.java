package dev.peers.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The systemd of a person's session.
final class Systemd implements Manager {
  static final String UNIT = "peers.service";

  private final Path file;

  Systemd(Map<String, String> env) {
    String config = env.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        config.startsWith("/")
            ? Path.of(config)
            : Path.of(env.getOrDefault("HOME", "/"), ".config");
    this.file = base.resolve("systemd/user").resolve(UNIT);
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  public String program() {
    return "systemctl";
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public String text(List<String> command, Map<String, String> environment) {
    StringBuilder variables = new StringBuilder();
    new TreeMap<>(environment)
        .forEach((name, value) -> variables.append(variable(name, value)).append('\n'));
    // A dollar sign begins a variable in arguments, but not in the program's path.
    StringBuilder start = new StringBuilder(quoted(command.getFirst()));
    for (String word : command.subList(1, command.size())) {
      start.append(' ').append(quoted(word.replace("$", "$$")));
    }
    // What is shut off is what works in a user's manager without namespaces of its own, which not
    // every system allows; the broker has to see the agents' processes anyway. Memory that is
    // written and run is what a JVM compiles to.
    return """
    # %s
    [Unit]
    Description=Broker of peers, through which the AI coding agents of this user message each other
    Documentation=man:peers(1)
    StartLimitIntervalSec=60
    StartLimitBurst=5

    [Service]
    Type=exec
    ExecStart=%s
    %sWorkingDirectory=/
    Restart=on-failure
    RestartSec=1
    TimeoutStopSec=15
    UMask=0077
    NoNewPrivileges=yes
    LockPersonality=yes
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallErrorNumber=EPERM

    [Install]
    WantedBy=default.target
    """
        .formatted(Service.MARK, start, variables);
  }

  @Override
  public String socketLine(Path socket) {
    return variable("CLAUDE_PEERS_SOCKET", socket.toString());
  }

  private static String variable(String name, String value) {
    return "Environment=" + quoted(name + "=" + value);
  }

  /// In a unit's file a percent sign begins a specifier.
  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    return '"' + escaped + '"';
  }

  @Override
  public List<List<String>> enable(boolean changed) {
    return List.of(
        systemctl("daemon-reload"),
        systemctl("enable", UNIT),
        systemctl(changed ? "restart" : "start", UNIT));
  }

  @Override
  public List<List<String>> disable() {
    return List.of(systemctl("disable", "--now", UNIT));
  }

  @Override
  public List<List<String>> forget() {
    return List.of(systemctl("daemon-reload"));
  }

  @Override
  public List<String> restart() {
    return systemctl("restart", UNIT);
  }

  @Override
  public List<String> status() {
    return systemctl(
        "show",
        "--property=LoadState,UnitFileState,ActiveState,SubState,MainPID,NRestarts,Result",
        UNIT);
  }

  @Override
  public boolean isRunning(Programs.Result status) {
    return status.isGood() && status.text().lines().anyMatch("ActiveState=active"::equals);
  }

  @Override
  public List<String> logs() {
    return List.of("journalctl", "--user", "--unit=" + UNIT, "--no-pager", "--lines=200");
  }

  @Override
  public String startScript() {
    return "systemctl --user --quiet start " + UNIT;
  }

  private static List<String> systemctl(String... arguments) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("systemctl", "--user"),
            java.util.stream.Stream.of(arguments))
        .toList();
  }
}
