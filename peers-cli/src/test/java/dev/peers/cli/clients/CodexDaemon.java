package dev.peers.cli.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// A shell that plays the `codex app-server` daemon: the parent of the MCP servers of two threads,
/// which outlives them.
final class CodexDaemon implements AutoCloseable {
  private static final Pattern YOU = Pattern.compile("You: \\S+ \\(([0-9a-f]{8})\\)");

  /// A shell gives its background children no input of its own, so each has a pipe.
  private static final String SCRIPT =
      """
      for thread in th-1 th-2; do
        mkfifo "$thread.in"
        "$@" <"$thread.in" >"$thread.out" &
      done
      sleep 600 &
      wait
      """;

  private final Path folder;
  private final Process shell;
  private final Map<String, Writer> inputs = new HashMap<>();
  private int calls;

  private CodexDaemon(Path folder, Process shell) {
    this.folder = folder;
    this.shell = shell;
  }

  static CodexDaemon start(ClientHome home, String folder) throws IOException {
    Path cwd = home.folder(folder);
    List<String> server = ClientHome.server("codex");
    List<String> command =
        List.of("sh", "-c", SCRIPT, "daemon", server.get(0), server.get(1), server.get(2), "codex");
    Process shell = home.start(cwd, command, cwd.resolveSibling(folder + ".err"));
    CodexDaemon daemon = new CodexDaemon(cwd, shell);
    for (String thread : List.of("th-1", "th-2")) {
      Path input = cwd.resolve(thread + ".in");
      Awaitility.await().atMost(AgentSession.PATIENCE).until(() -> Files.exists(input));
      daemon.inputs.put(thread, Files.newBufferedWriter(input));
    }
    return daemon;
  }

  /// Begins a thread and returns the id of its peer.
  String open(String thread) {
    say(
        thread,
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            0,
            "method",
            "initialize",
            "params",
            Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of())));
    say(thread, Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    return Awaitility.await("the registration of " + thread)
        .atMost(AgentSession.PATIENCE)
        .until(
            () -> {
              Matcher you = YOU.matcher(call(thread, "list_peers"));
              return you.find() ? Optional.of(you.group(1)) : Optional.<String>empty();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  String check(String thread) {
    return call(thread, "check_messages");
  }

  /// Ends a thread, as `/quit` does.
  void end(String thread) throws IOException {
    Objects.requireNonNull(inputs.remove(thread)).close();
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  private String call(String thread, String tool) {
    calls++;
    int id = calls;
    Map<String, ?> params =
        Map.of("name", tool, "arguments", Map.of(), "_meta", Map.of("threadId", thread));
    say(thread, Map.of("jsonrpc", "2.0", "id", id, "method", "tools/call", "params", params));
    return Awaitility.await("the answer of " + thread)
        .atMost(AgentSession.PATIENCE)
        .until(
            () ->
                Files.readAllLines(folder.resolve(thread + ".out")).stream()
                    .filter(line -> line.endsWith("}"))
                    .map(Said::parse)
                    .filter(line -> line.has("id") && line.number("id") == id)
                    .findFirst(),
            Optional::isPresent)
        .map(answer -> ToolResult.of(answer.object("result")).text())
        .orElseThrow();
  }

  private void say(String thread, Map<String, ?> line) {
    try {
      Writer in = inputs.get(thread);
      if (in == null) {
        throw new IllegalStateException(thread + " has ended");
      }
      in.write(Said.toJson(line));
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Writer in : inputs.values()) {
      in.close();
    }
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }
}
