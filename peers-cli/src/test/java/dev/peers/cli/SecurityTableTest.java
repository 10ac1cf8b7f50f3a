package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/security.md names the tests that prove its checks: they must be there.
class SecurityTableTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");

  @Test
  void every_test_that_is_named_exists() throws IOException {
    String page = Files.readString(TOP.resolve("docs/security.md"));
    Set<String> named =
        NAME.matcher(page).results().map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(tests()).containsAll(named);
  }

  /// A row without a test would be a claim.
  @Test
  void every_check_names_a_test() throws IOException {
    String page = Files.readString(TOP.resolve("docs/security.md"));
    String table = page.substring(page.indexOf("| check | tests |"));
    List<String> rows = table.lines().takeWhile(line -> line.startsWith("|")).skip(2).toList();
    assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> NAME.matcher(row).find());
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> modules = Files.list(TOP)) {
      return modules
          .flatMap(m -> Stream.of(m.resolve("src/test/java"), m.resolve("src/main/java")))
          .filter(Files::isDirectory)
          .flatMap(SecurityTableTest::sources)
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
