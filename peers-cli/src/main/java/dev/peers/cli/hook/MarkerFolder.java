package dev.peers.cli.hook;

import dev.peers.cli.files.OwnerOnly;
import dev.peers.core.model.Activity;
import dev.peers.core.model.Secret;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folder in which the broker shows who has mail, and in which hooks note what they have done.
/// The launcher reads it too, so that most hooks end before a JVM starts.
///
/// - `<pid>`: mail waits for the agent with this process id; the content is the key to that mail
/// - `told-<pid>-<session>`: the session was stopped once because of that mail
/// - `turn-<pid>`: what the agent was at when its last hook ran, `busy` or `idle`
/// - `thread-<thread>`: this Codex thread is registered; the content is its agent's process id
record MarkerFolder(Path folder) {
  private static final String SUFFIX = ".unread";
  private static final Pattern OURS = Pattern.compile("[0-9]+|(told|thread|turn)-[A-Za-z0-9_.-]+");

  static MarkerFolder of(Settings settings) {
    // Named after the socket, as brokers of several sockets may share a folder.
    Path socket = settings.socket();
    return new MarkerFolder(socket.resolveSibling(socket.getFileName() + SUFFIX));
  }

  /// Makes the folder, or takes away what an earlier broker and its hooks left in it.
  void reset() throws IOException {
    OwnerOnly.ownFolder(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (OURS.matcher(file.getFileName().toString()).matches()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  void show(long agent, Secret key) throws IOException {
    if (Files.notExists(mark(agent))) {
      // A hook may have noted it when the last mail was read already.
      forgetTold(agent);
      OwnerOnly.file(mark(agent), key.value());
    }
  }

  /// The key to the unread mail of an agent; empty if none waits, or if none was left.
  Optional<Secret> key(long agent) throws IOException {
    try {
      String key = Files.readString(mark(agent));
      return key.isEmpty() ? Optional.empty() : Optional.of(new Secret(key));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void hide(long agent) throws IOException {
    Files.deleteIfExists(mark(agent));
    forgetTold(agent);
  }

  /// Notes that the session hears of its unread mail now. Answers whether it is the first time for
  /// this batch, which begins with the first unread message and ends when all are read. Without a
  /// mark nothing is known of batches; then each time is the first.
  boolean tellOnce(long agent, Optional<String> session) throws IOException {
    return Files.notExists(mark(agent)) || OwnerOnly.file(told(agent, session));
  }

  /// Takes back what [#tellOnce] noted.
  void untell(long agent, Optional<String> session) throws IOException {
    Files.deleteIfExists(told(agent, session));
  }

  /// Notes that a turn of the agent has ended.
  void noteIdle(long agent) throws IOException {
    if (Files.isDirectory(folder)) {
      OwnerOnly.file(turn(agent));
      Files.writeString(turn(agent), Activity.State.IDLE + "\n");
    }
  }

  /// When a hook last noted what the agent was at, in milliseconds; 0 if none ever did.
  long activityAt(long agent) {
    return turn(agent).toFile().lastModified();
  }

  /// What a hook has noted.
  Optional<Activity.State> activity(long agent) throws IOException {
    return Activity.State.parse(Files.readString(turn(agent)).strip());
  }

  boolean isRegistered(String thread, long agent) throws IOException {
    try {
      return Files.readString(threadNote(thread)).strip().equals(Long.toString(agent));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  void noteThread(String thread, long agent) throws IOException {
    if (!Files.isDirectory(folder)) {
      // A broker without marks: then nobody clears notes either.
      return;
    }
    Path made = folder.resolve("thread-" + thread + "." + ProcessHandle.current().pid());
    OwnerOnly.file(made);
    Files.writeString(made, agent + "\n");
    Files.move(made, threadNote(thread), StandardCopyOption.ATOMIC_MOVE);
  }

  private void forgetTold(long agent) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "told-" + agent + "-*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path mark(long agent) {
    return folder.resolve(Long.toString(agent));
  }

  private Path turn(long agent) {
    return folder.resolve("turn-" + agent);
  }

  private Path told(long agent, Optional<String> session) {
    // Session ids come from outside and become part of a path.
    String suffix = session.filter(WakeEndpoint::isThreadId).orElse("session");
    return folder.resolve("told-" + agent + "-" + suffix);
  }

  private Path threadNote(String thread) {
    if (!WakeEndpoint.isThreadId(thread)) {
      throw new IllegalArgumentException("not a thread id");
    }
    return folder.resolve("thread-" + thread);
  }
}
