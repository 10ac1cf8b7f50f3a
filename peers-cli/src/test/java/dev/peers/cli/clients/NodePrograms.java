package dev.peers.cli.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The Node programs under `src/test/js`, installed below `target` as their lock file says. Later
/// runs find them installed.
final class NodePrograms {
  private static final List<String> OURS = List.of("package.json", "package-lock.json");
  private static final String DRIVER = "session.mjs";

  private final Path home;

  private NodePrograms(Path home) {
    this.home = home;
  }

  static NodePrograms installed() {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Path sources = module.resolve("src/test/js");
    Path home = module.resolve("target/npm");
    try {
      Files.createDirectories(home);
      Path done = home.resolve("installed.json");
      String wanted = Files.readString(sources.resolve("package-lock.json"));
      if (Files.notExists(done) || !Files.readString(done).equals(wanted)) {
        for (String file : OURS) {
          copy(sources, home, file);
        }
        install(home);
        Files.writeString(done, wanted);
      }
      copy(sources, home, DRIVER);
      return new NodePrograms(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The driver of the official client.
  List<String> session() {
    return List.of("node", home.resolve(DRIVER).toString());
  }

  /// The MCP Inspector on the command line.
  List<String> inspector() {
    return List.of("node", home.resolve("node_modules/.bin/mcp-inspector").toString(), "--cli");
  }

  private static void copy(Path from, Path to, String file) throws IOException {
    Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void install(Path home) throws IOException {
    Path log = home.resolve("install.log");
    Process npm =
        new ProcessBuilder(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    npm.getOutputStream().close();
    try {
      if (!npm.waitFor(5, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw new AssertionError("npm ci did not end: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("npm ci was interrupted", e);
    }
    if (npm.exitValue() != 0) {
      throw new AssertionError("npm ci failed: " + Files.readString(log));
    }
  }
}
