package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the table of errors in docs/protocol.md against the statuses that the protocol and the
/// transports answer with.
class ErrorStatusesTest {
  private static final Path TOP =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..").normalize();

  private static final Pattern ON_PAGE = Pattern.compile("\\b([45]\\d\\d)\\b");

  /// The status of an answer, wherever one is made.
  private static final Pattern IN_CODE =
      Pattern.compile(
          "(?:Answer\\.(?:error|json)|Rejection|rejection)\\(\\s*([45]\\d\\d)\\b"
              + "|case [A-Z_, ]+ -> ([45]\\d\\d);");

  @Test
  void the_table_has_every_status_that_is_answered_and_no_other() throws IOException {
    assertThat(onPage()).hasSizeGreaterThan(10).isEqualTo(inCode());
  }

  private static Set<String> onPage() throws IOException {
    String page = Files.readString(TOP.resolve("docs/protocol.md"));
    int begin = page.indexOf("## Errors");
    String table = page.substring(begin, page.indexOf("The codes:", begin));
    return ON_PAGE
        .matcher(table)
        .results()
        .map(status -> status.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inCode() {
    return Stream.of("peers-protocol", "peers-transport-http", "peers-transport-tcp")
        .flatMap(module -> sources(TOP.resolve(module).resolve("src/main/java")))
        .flatMap(source -> IN_CODE.matcher(source).results())
        .map(status -> status.group(1) == null ? status.group(2) : status.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ErrorStatusesTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
