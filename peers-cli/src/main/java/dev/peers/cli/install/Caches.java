package dev.peers.cli.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The start-up caches of an installation, which its launcher makes and names.
final class Caches {
  /// One word for each kind of process that the launcher tells apart.
  private static final List<String> KINDS = List.of("broker", "mcp", "hook", "peers");

  private final Map<String, String> env;

  Caches(Map<String, String> env) {
    this.env = env;
  }

  boolean areWanted() {
    return !env.getOrDefault("CLAUDE_PEERS_AOT", "").equals("off");
  }

  /// Has the caches of a version made that are missing.
  ///
  /// @return whether they are all there; what takes longer than this goes on by itself
  boolean make(Path version, Duration patience) throws IOException {
    List<CompletableFuture<Process>> makers = new ArrayList<>();
    for (String kind : KINDS) {
      makers.add(launch(version, kind).onExit());
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(makers.toArray(CompletableFuture<?>[]::new));
    try {
      all.get(patience.toSeconds(), TimeUnit.SECONDS);
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

  /// Deletes all of them. If there is another installation, it makes its own again.
  void remove() throws IOException {
    Trees.delete(folder());
    Trees.prune(Trees.parent(folder()), Path.of(env.getOrDefault("HOME", "/")));
  }

  private Path folder() {
    String cache = env.getOrDefault("XDG_CACHE_HOME", "");
    Path base = cache.isEmpty() ? Path.of(env.getOrDefault("HOME", "/"), ".cache") : Path.of(cache);
    return base.resolve("claude-peers");
  }
}
