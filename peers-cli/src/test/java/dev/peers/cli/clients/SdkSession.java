package dev.peers.cli.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// An agent session whose client is the official MCP client library, in a Node process of its own:
/// that process is the agent that peers sees.
final class SdkSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Writer in;
  private final Path err;
  private final List<Said> said = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();

  private SdkSession(Process process, Path err) {
    this.process = process;
    this.in = process.outputWriter();
    this.err = err;
  }

  /// Starts a session of a kind of client in a folder, and connects it.
  static SdkSession start(ClientHome home, String folder, String clientType) {
    List<String> command = new ArrayList<>(NodePrograms.installed().session());
    command.addAll(ClientHome.server(clientType));
    Path cwd = home.folder(folder);
    Path err = cwd.resolveSibling(folder + ".err");
    SdkSession session = new SdkSession(home.start(cwd, command, err), err);
    Thread.ofVirtual().start(session::listen);
    session.connected();
    return session;
  }

  /// What the server said of itself at the beginning.
  Said connected() {
    return waitFor(event("connected"));
  }

  /// The agent's process id.
  long pid() {
    return process.pid();
  }

  Said listTools() {
    return ask("tools/list", Map.of());
  }

  Said listPrompts() {
    return ask("prompts/list", Map.of());
  }

  Said getPrompt(String name, Map<String, String> arguments) {
    return ask("prompts/get", Map.of("name", name, "arguments", arguments));
  }

  ToolResult call(String tool, Map<String, String> arguments) {
    return ToolResult.of(ask("tools/call", Map.of("name", tool, "arguments", arguments)));
  }

  /// Says what the session works on, as soon as it is registered. The first session starts the
  /// broker, and on a busy machine that may take longer than a tool call waits.
  SdkSession introduce(String summary) {
    Awaitility.await("the registration")
        .atMost(PATIENCE)
        .until(() -> !call("set_summary", Map.of("summary", summary)).isError());
    return this;
  }

  /// The first notification of a method, as soon as it comes.
  Said notification(String method) {
    return waitFor(event("notification").and(line -> line.text("method").equals(method)))
        .object("params");
  }

  /// Ends the session as the client does it, and says how many milliseconds the server took.
  long end() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return waitFor(event("closed")).number("millis");
  }

  private Said ask(String method, Map<String, ?> params) {
    long id = ids.incrementAndGet();
    say(Said.toJson(Map.of("id", id, "method", method, "params", params)));
    Said answer = waitFor(line -> line.has("id") && line.number("id") == id);
    if (!answer.has("result")) {
      throw new AssertionError(method + " failed: " + answer);
    }
    return answer.object("result");
  }

  private void say(String line) {
    try {
      in.write(line);
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(complaint("the session is gone"), e);
    }
  }

  private void listen() {
    try (BufferedReader out = process.inputReader()) {
      out.lines().map(Said::parse).forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add(Said.of(Map.of("event", "gone", "message", String.valueOf(e.getMessage()))));
    }
  }

  private Said waitFor(Predicate<Said> wanted) {
    try {
      return Awaitility.await("what the session says")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> said.stream().filter(wanted).findFirst(), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(complaint("it never said what was waited for"), e);
    }
  }

  private static Predicate<Said> event(String event) {
    return line -> line.text("event").equals(event);
  }

  private String complaint(String what) {
    try {
      return what + "; so far " + said + ", on standard error: " + Files.readString(err);
    } catch (IOException e) {
      return what + "; so far " + said;
    }
  }

  /// Ends the session, and whatever of it is still there. A broker that it started is detached and
  /// stays: it is a grandchild, and not the session's own.
  @Override
  public void close() {
    List<ProcessHandle> servers = process.children().toList();
    try {
      in.close();
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    servers.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
