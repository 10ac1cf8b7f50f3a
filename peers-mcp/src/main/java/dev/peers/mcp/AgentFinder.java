package dev.peers.mcp;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.system.GitRepositories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out who started this server.
///
/// An agent that was itself started by another agent inherits the other's variables and hands them
/// on. So a variable counts only if the parent process set it itself: if it was not in the
/// environment that the parent was started with.
final class AgentFinder {
  private final McpOptions options;
  private final ProcessInspector processes;
  private final Path proc;

  AgentFinder(McpOptions options, ProcessInspector processes, Path proc) {
    this.options = options;
    this.processes = processes;
    this.proc = proc;
  }

  Agent find() {
    Optional<ProcessRef> parent = processes.find(options.pid()).flatMap(processes::parentOf);
    Set<String> inherited = parent.map(p -> environmentOf(p.pid())).orElse(Set.of());
    Path folder = folder(inherited);
    return new Agent(
        parent,
        folder.toString(),
        GitRepositories.workTree(folder).map(Path::toString),
        parent.flatMap(p -> terminalOf(p.pid())),
        inbox(inherited));
  }

  private Path folder(Set<String> inherited) {
    return variable("CLAUDE_PROJECT_DIR", inherited)
        .map(Path::of)
        .filter(path -> path.isAbsolute() && Files.isDirectory(path))
        .orElse(options.folder());
  }

  private Optional<WakeEndpoint> inbox(Set<String> inherited) {
    Optional<String> socket =
        variable("CLAUDE_CODE_MESSAGING_SOCKET", inherited).filter(AgentFinder::isSocket);
    try {
      return socket.map(
          path ->
              new WakeEndpoint(
                  WakeTransport.CLAUDE_INBOX,
                  path,
                  variable("CLAUDE_CODE_MESSAGING_TOKEN", inherited)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A variable that Claude Code set for this very server.
  private Optional<String> variable(String name, Set<String> inherited) {
    if (!options.clientType().equals(ClientType.CLAUDE_CODE)) {
      return Optional.empty();
    }
    return Optional.ofNullable(options.environment().get(name))
        .filter(value -> !value.isEmpty() && !inherited.contains(name + "=" + value));
  }

  private static boolean isSocket(String path) {
    try {
      return Files.readAttributes(
              Path.of(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /// What a process was started with; empty where the system does not tell.
  private Set<String> environmentOf(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(proc.resolve(pid + "/environ"));
      return Set.copyOf(List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1)));
    } catch (IOException e) {
      return Set.of();
    }
  }

  private Optional<String> terminalOf(long pid) {
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
      try {
        String target = Files.readSymbolicLink(proc.resolve(pid + "/fd/" + descriptor)).toString();
        if (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")) {
          return Optional.of(target.substring("/dev/".length()));
        }
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
