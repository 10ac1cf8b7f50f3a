package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Peers;
import dev.peers.core.port.PeerStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds docs/api.md against the packages that are there.
class ApiPageTest {
  private static final Path TOP =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..").normalize();
  private static final Pattern ROW =
      Pattern.compile("\\| `(dev\\.peers\\.\\S+)` \\| `(\\S+)` \\|.*");
  private static final Pattern MODULE = Pattern.compile("<artifactId>(peers-\\S+)</artifactId>");
  private static final String SHARED = "Public, but only";

  @Test
  void every_package_of_a_published_module_is_in_one_of_the_tables_unless_it_is_internal()
      throws IOException {
    List<String> packages = packages();
    assertThat(packages).hasSizeGreaterThan(15);
    assertThat(rows(page()))
        .containsExactlyInAnyOrderElementsOf(
            packages.stream().filter(name -> !name.contains(".internal")).toList());
  }

  @Test
  void what_is_shared_but_no_api_is_left_out_when_versions_are_compared() throws IOException {
    String page = page();
    List<String> shared = rows(page.substring(page.indexOf(SHARED)));
    String pom = Files.readString(TOP.resolve("pom.xml"));
    assertThat(shared)
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(pom).contains("<exclude>" + row.split(" ", -1)[0] + "</exclude>"));
  }

  @Test
  void every_package_is_null_marked() throws IOException {
    assertThat(packageInfos())
        .hasSizeGreaterThan(20)
        .allSatisfy(file -> assertThat(file).content().contains("\n@NullMarked\n"));
  }

  @Test
  void every_port_is_on_the_pages_of_those_who_embed_and_extend() throws IOException {
    List<String> ports =
        Stream.of(Peers.Builder.class.getMethods())
            .flatMap(method -> Stream.of(method.getParameterTypes()))
            .filter(type -> type.getPackageName().equals(PeerStore.class.getPackageName()))
            .map(type -> "`" + type.getSimpleName() + "`")
            .toList();
    assertThat(ports).hasSizeGreaterThan(5);
    for (String page : List.of("embedding", "extending", "architecture")) {
      assertThat(Files.readString(TOP.resolve("docs/" + page + ".md"))).as(page).contains(ports);
    }
  }

  private static String page() throws IOException {
    return Files.readString(TOP.resolve("docs/api.md"));
  }

  /// Each row as `package module`.
  private static List<String> rows(String text) {
    return text.lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1) + " " + row.group(2))
        .toList();
  }

  private static List<String> packages() throws IOException {
    return modules().flatMap(ApiPageTest::packagesOf).toList();
  }

  /// The published ones that hold code.
  private static Stream<String> modules() throws IOException {
    String list = Files.readString(TOP.resolve("peers-bom/pom.xml"));
    return MODULE
        .matcher(list)
        .results()
        .map(module -> module.group(1))
        .filter(module -> Files.isDirectory(TOP.resolve(module).resolve("src/main/java")));
  }

  private static Stream<String> packagesOf(String module) {
    Path sources = sources(module);
    return packageInfos(module)
        .map(file -> sources.relativize(Objects.requireNonNull(file.getParent())))
        .map(folder -> folder.toString().replace('/', '.') + " " + module);
  }

  private static List<Path> packageInfos() throws IOException {
    return modules().flatMap(ApiPageTest::packageInfos).toList();
  }

  private static Stream<Path> packageInfos(String module) {
    try (Stream<Path> files = Files.walk(sources(module))) {
      return files.filter(file -> file.endsWith("package-info.java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path sources(String module) {
    return TOP.resolve(module).resolve("src/main/java");
  }
}
