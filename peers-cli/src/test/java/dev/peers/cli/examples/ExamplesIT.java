package dev.peers.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds the examples as their readers would: by a Maven of their own, outside of our build,
/// against what we publish. So it does with the benchmarks that are no part of our build either.
class ExamplesIT {
  private static final Path TOP =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..").normalize();
  private static final String VERSION = System.getProperty("peers.version", "");
  private static final long MINUTES = 10;
  private static final String ALL =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>all</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>
          <module>examples</module>
          <module>jmh</module>
          <module>everything</module>
        </modules>
      </project>
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void build() throws Exception {
    Path published = folder.resolve("published");
    for (String module : modules()) {
      publish(module, published);
    }
    copy(TOP.resolve("examples"), folder.resolve("examples"));
    copy(TOP.resolve("bench/jmh"), folder.resolve("jmh"));
    Path everything = Files.createDirectory(folder.resolve("everything"));
    Files.writeString(everything.resolve("pom.xml"), everything());
    Files.writeString(folder.resolve("pom.xml"), ALL);
    Files.writeString(folder.resolve("settings.xml"), settings(published));
    Process maven = maven().start();
    maven.getOutputStream().close();
    assertThat(maven.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(maven.exitValue())
        .withFailMessage(() -> "the examples do not build:\n" + read(folder.resolve("log")))
        .isZero();
  }

  @Test
  void the_tests_of_every_example_ran() throws IOException {
    assertThat(List.of("embed", "build-results", "terminal-bell", "testing"))
        .allSatisfy(
            example ->
                assertThat(example(example).resolve("target/surefire-reports"))
                    .isDirectoryContaining("glob:**.xml"));
  }

  @Test
  void the_benchmarks_of_core_and_store_are_there_to_run() {
    assertThat(folder.resolve("jmh/target/classes/META-INF/BenchmarkList"))
        .content()
        .contains("CoreBenchmark", "StoreBenchmark");
  }

  @Test
  void an_example_stands_on_its_own_and_is_in_the_list_of_all() throws IOException {
    try (Stream<Path> folders = Files.list(TOP.resolve("examples"))) {
      List<String> examples =
          folders
              .filter(path -> Files.exists(path.resolve("pom.xml")))
              .map(path -> path.getFileName().toString())
              .toList();
      String all = Files.readString(TOP.resolve("examples/pom.xml"));
      assertThat(examples)
          .isNotEmpty()
          .allSatisfy(example -> assertThat(all).contains("<module>" + example + "</module>"))
          .allSatisfy(
              example ->
                  assertThat(TOP.resolve("examples/" + example + "/pom.xml"))
                      .content()
                      .doesNotContain("<parent>"));
    }
  }

  @Test
  void users_find_no_library_on_their_compile_path_that_they_did_not_ask_for() throws IOException {
    assertThat(compilePath("embed"))
        .containsExactlyInAnyOrder(
            "dev.peers:peers-sqlite", "dev.peers:peers-core", "org.jspecify:jspecify");
    assertThat(compilePath("build-results"))
        .containsExactlyInAnyOrder(
            "dev.peers:peers-protocol", "dev.peers:peers-core", "org.jspecify:jspecify");
    assertThat(compilePath("terminal-bell"))
        .containsExactlyInAnyOrder("dev.peers:peers-core", "org.jspecify:jspecify");
  }

  @Test
  void not_even_whoever_asks_for_all_our_libraries_finds_those_behind_them() throws IOException {
    assertThat(compilePath(folder.resolve("everything")))
        .contains("dev.peers:peers-transport-uds", "dev.peers:peers-transport-tcp")
        .hasSize(libraries().size() + 1)
        .allMatch(
            library -> library.startsWith("dev.peers:") || library.equals("org.jspecify:jspecify"));
  }

  /// A project that depends on every library of ours.
  private static String everything() {
    String dependencies =
        libraries().stream()
            .map(
                library ->
                    "<dependency><groupId>dev.peers</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                        .formatted(library, VERSION))
            .collect(Collectors.joining("\n"));
    return """
    <project>
      <modelVersion>4.0.0</modelVersion>
      <groupId>com.example</groupId>
      <artifactId>everything</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <dependencies>
        %s
      </dependencies>
    </project>
    """
        .formatted(dependencies);
  }

  private static List<String> libraries() {
    return modules().stream().filter(module -> !module.equals("peers-bom")).toList();
  }

  private static List<String> compilePath(String example) throws IOException {
    return compilePath(example(example));
  }

  private static List<String> compilePath(Path project) throws IOException {
    return Files.readAllLines(project.resolve("compile-path")).stream()
        .map(String::strip)
        .filter(line -> line.endsWith(":compile") || line.contains(":compile "))
        .map(line -> line.split(":", -1))
        .map(parts -> parts[0] + ":" + parts[1])
        .toList();
  }

  private static Path example(String name) {
    return folder.resolve("examples").resolve(name);
  }

  private static List<String> modules() {
    return List.of(
        "peers-bom",
        "peers-core",
        "peers-testkit",
        "peers-protocol",
        "peers-sqlite",
        "peers-transport-http",
        "peers-transport-uds",
        "peers-transport-tcp",
        "peers-mcp");
  }

  private static void publish(String module, Path repository) throws IOException {
    Path to = repository.resolve("dev/peers/" + module + "/" + VERSION);
    Files.createDirectories(to);
    String name = module + "-" + VERSION;
    Files.copy(TOP.resolve(module + "/.flattened-pom.xml"), to.resolve(name + ".pom"));
    Path jar = TOP.resolve(module + "/target/" + name + ".jar");
    if (Files.exists(jar)) {
      Files.copy(jar, to.resolve(name + ".jar"));
    }
  }

  private static ProcessBuilder maven() {
    ProcessBuilder maven =
        new ProcessBuilder(
            "mvn",
            "-B",
            "-s",
            folder.resolve("settings.xml").toString(),
            "-Dmaven.repo.local=" + folder.resolve("repository"),
            "-Dpeers.version=" + VERSION,
            "-DincludeScope=compile",
            "-DoutputFile=compile-path",
            "verify",
            "org.apache.maven.plugins:maven-dependency-plugin:" + dependencyPlugin() + ":list");
    maven.directory(folder.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().remove("MAVEN_OPTS");
    return maven.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
  }

  private static String dependencyPlugin() {
    return System.getProperty("peers.dependency-plugin", "");
  }

  /// What our own build has downloaded need not be downloaded again.
  private static String settings(Path published) {
    return """
    <settings>
      <profiles>
        <profile>
          <id>here</id>
          <repositories>%1$s%2$s</repositories>
          <pluginRepositories>%3$s</pluginRepositories>
        </profile>
      </profiles>
      <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
    </settings>
    """
        .formatted(
            repository("repository", "published", published),
            repository("repository", "downloaded", downloaded()),
            repository("pluginRepository", "downloaded", downloaded()));
  }

  private static String repository(String element, String id, Path folder) {
    return "<%1$s><id>%2$s</id><url>%3$s</url></%1$s>".formatted(element, id, folder.toUri());
  }

  private static Path downloaded() {
    return Path.of(System.getProperty("peers.repository", ""));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(p -> !p.toString().contains("/target")).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(path)) {
          Files.copy(path, target);
        }
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
