package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The AOT caches that the launcher has made and uses, one for each kind of process.
class LauncherCacheIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @AutoClose private final Sandbox sandbox = Sandbox.create();
  private Path caches;
  private Path temporary;

  @BeforeEach
  void create() throws Exception {
    caches = sandbox.home().resolve(".cache/claude-peers");
    temporary = Files.createDirectory(sandbox.home().resolve("tmp"));
    sandbox
        .with("TMPDIR", temporary.toString())
        .with("XDG_CACHE_HOME", sandbox.home().resolve(".cache").toString());
  }

  @Test
  void many_first_runs_make_one_cache_and_a_replaced_jar_runs_its_new_code() throws Exception {
    Path copy = sandbox.copyDistribution("dist");
    sandbox.with("CLAUDE_PEERS_AOT", "on");
    String launcher = copy.resolve("bin/peers").toString();
    List<Process> runs =
        IntStream.range(0, 6)
            .mapToObj(number -> sandbox.start(List.of(launcher, "--version")))
            .toList();
    for (Process run : runs) {
      assertThat(run.waitFor()).isZero();
      assertThat(sandbox.out(run)).matches("peers \\S+\n");
      assertThat(sandbox.err(run)).isEmpty();
    }
    awaitCache("cli");
    assertThat(files(caches)).hasSize(2).allMatch(name -> name.matches("cli-.*\\.(aot|home)"));
    Awaitility.await().atMost(PATIENCE).until(() -> files(temporary).isEmpty());

    Path jar = jarOf(copy);
    FileTime modified = Files.getLastModifiedTime(jar);
    replaceByAnotherMain(jar);
    Files.setLastModifiedTime(jar, modified);
    Sandbox.Result result = sandbox.run(List.of(launcher, "--version"));
    assertThat(result.out()).isEqualTo("new code\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void the_broker_runs_from_its_cache_with_its_library_unpacked_beforehand() throws Exception {
    Process first = sandbox.startBroker();
    assertThat(maps(first)).doesNotContain(caches.toString());
    awaitCache("broker");
    assertThat(sandbox.peers("kill-broker").exitCode()).isZero();
    first.waitFor();

    Process second = sandbox.startBroker();
    assertThat(maps(second))
        .containsPattern("/broker-\\S+\\.aot")
        .containsPattern("/broker-\\S+\\.so");
    assertThat(sandbox.out(second)).isEmpty();
    assertThat(sandbox.err(second).lines()).singleElement().asString().contains(" ready on ");
  }

  @Test
  void without_a_place_for_caches_it_runs_all_the_same() throws Exception {
    Path file = Files.createFile(sandbox.home().resolve("file"));
    for (String place : List.of(file.toString(), "/proc/nowhere", "relative")) {
      sandbox.with("XDG_CACHE_HOME", place);
      Sandbox.Result result = sandbox.peers("--version");
      assertThat(result.out()).startsWith("peers ");
      assertThat(result.err()).isEmpty();
    }
    assertThat(caches).doesNotExist();
    assertThat(sandbox.home().resolve("relative")).doesNotExist();
  }

  @Test
  void switched_off_it_makes_none() {
    sandbox.with("CLAUDE_PEERS_AOT", "off");
    assertThat(sandbox.peers("--version").out()).startsWith("peers ");
    assertThat(caches).doesNotExist();
  }

  private void awaitCache(String kind) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                files(caches).stream().anyMatch(name -> name.matches(kind + "-.*\\.aot"))
                    && files(caches).stream().noneMatch(name -> name.matches(kind + "-.*\\.lock")));
  }

  private static List<String> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static String maps(Process process) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "maps"));
  }

  private static Path jarOf(Path distribution) throws IOException {
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      return jars.filter(jar -> String.valueOf(jar.getFileName()).startsWith("peers-cli-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void replaceByAnotherMain(Path jar) throws IOException {
    Path source = Files.createDirectory(sandbox.home().resolve("new")).resolve("Main.java");
    Files.writeString(
        source,
        """
        package dev.peers.cli;
        public final class Main {
          public static void main(String[] args) { System.out.println("new code"); }
        }
        """);
    int outcome =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", sandbox.home().toString(), source.toString());
    assertThat(outcome).isZero();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("dev/peers/cli/Main.class"));
      Files.copy(sandbox.home().resolve("dev/peers/cli/Main.class"), out);
    }
  }
}
