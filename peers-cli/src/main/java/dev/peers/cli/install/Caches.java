package dev.peers.cli.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The start-up caches of an installation, which its launcher makes and names.
final class Caches {
  /// One word for each kind of process that the launcher tells apart.
  private static final List<String> KINDS = List.of("broker", "mcp", "hook", "peers");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, String> env;

  Caches(Map<String, String> env) {
    this.env = env;
  }

  boolean areWanted() {
    return !env.getOrDefault("CLAUDE_PEERS_AOT", "").equals("off");
  }

  /// Has the caches of a version made that are missing.
  ///
  /// @return whether they are all there; what takes too long goes on by itself
  boolean make(Path version) throws IOException {
    List<CompletableFuture<Process>> makers = new ArrayList<>();
    for (String kind : KINDS) {
      makers.add(launch(version, kind).onExit());
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(makers.toArray(CompletableFuture<?>[]::new));
    try {
      all.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return makers.stream().allMatch(maker -> maker.join().exitValue() == 0);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process launch(Path version, String kind) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(version.resolve("bin/peers").toString(), kind)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(env);
    builder.environment().put("CLAUDE_PEERS_AOT", "make");
    return builder.start();
  }

  /// Deletes the caches of versions in this folder; a cache says which it belongs to.
  void remove(Path versions) throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path real = Files.exists(versions) ? versions.toRealPath() : versions;
    for (Path owner : list(folder).stream().filter(f -> f.toString().endsWith(".home")).toList()) {
      Path place = Path.of(Files.readString(owner).strip());
      if (place.startsWith(versions) || place.startsWith(real) || Files.notExists(place)) {
        String name = owner.getFileName().toString().replaceAll("\\.home$", "");
        for (String ending : List.of(".aot", ".so", ".lock", ".home")) {
          Trees.delete(folder.resolve(name + ending));
        }
      }
    }
    // A lock that is left when nothing else is belongs to a cache that could not be made.
    if (list(folder).stream().allMatch(f -> f.toString().endsWith(".lock"))) {
      Trees.delete(folder);
      Trees.prune(Trees.parent(folder), Path.of(env.getOrDefault("HOME", "/")));
    }
  }

  private Path folder() {
    String cache = env.getOrDefault("XDG_CACHE_HOME", "");
    Path base = cache.isEmpty() ? Path.of(env.getOrDefault("HOME", "/"), ".cache") : Path.of(cache);
    return base.resolve("claude-peers");
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
