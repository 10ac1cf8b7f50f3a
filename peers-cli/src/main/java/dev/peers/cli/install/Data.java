package dev.peers.cli.install;

import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What using peers leaves in a home: the mail, and files that a broker makes anew when they are
/// missing.
final class Data {
  /// What stands behind a database's name: its parts while in use, and copies that were set aside.
  private static final List<String> DATABASE_ENDINGS =
      List.of("-wal", "-shm", ".damaged-", ".claude-peers-");

  private final Map<String, String> env;
  private final Settings settings;
  private final Path top;

  Data(Map<String, String> env, Settings settings) {
    this.env = env;
    this.settings = settings;
    this.top = Path.of(env.getOrDefault("HOME", "/"));
  }

  /// The files with mail in them, and the person's own configuration, if there are any.
  List<Path> kept() throws IOException {
    Path database = settings.database();
    String name = String.valueOf(database.getFileName());
    List<Path> files =
        beside(database).stream()
            .filter(file -> isDatabase(String.valueOf(file.getFileName()), name))
            .toList();
    return Stream.concat(files.stream(), Stream.of(configuration()).filter(Files::exists)).toList();
  }

  private static boolean isDatabase(String file, String database) {
    return file.equals(database)
        || DATABASE_ENDINGS.stream().anyMatch(ending -> file.startsWith(database + ending));
  }

  private Path configuration() {
    String config = env.getOrDefault("XDG_CONFIG_HOME", "");
    Path base = config.startsWith("/") ? Path.of(config) : top.resolve(".config");
    return base.resolve("peers");
  }

  void removeKept() throws IOException {
    for (Path file : kept()) {
      remove(file);
    }
  }

  /// Removes everything else. No broker may run.
  void removeRest() throws IOException {
    remove(settings.logFile());
    remove(settings.socket());
    remove(settings.lockFile());
    remove(settings.startFile());
    remove(settings.tokenFile());
    remove(settings.socket().resolveSibling(settings.socket().getFileName() + ".unread"));
    // Whoever chose another folder may keep things of their own there.
    Path state = settings.stateFolder();
    if (env.getOrDefault("CLAUDE_PEERS_STATE", "").isEmpty()) {
      remove(state);
    }
  }

  private void remove(Path path) throws IOException {
    Trees.delete(path);
    Trees.prune(Trees.parent(path), top);
  }

  private static List<Path> beside(Path file) throws IOException {
    Path folder = Trees.parent(file);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
