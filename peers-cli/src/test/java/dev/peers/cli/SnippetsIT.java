package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program that keeps the code in the documentation equal to tests that run.
class SnippetsIT {
  private static final Path PROGRAM =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../build/Snippets.java");
  private static final String COMMENT = "<!-- snippet: src/GuideTest.java#send -->\n";

  @TempDir Path top;

  @BeforeEach
  void write_a_test_with_a_region() throws IOException {
    write(
        "src/GuideTest.java",
        """
        class GuideTest {
          void sends() {
            // region send
            broker.send("hello");

            if (sent) {
              done();
            }
            // endregion
          }
        }
        """);
  }

  @Test
  void code_that_differs_from_its_region_is_named_and_mended() throws Exception {
    write(
        "docs/guide.md", "Send:\n\n" + COMMENT + "```java\nbroker.send(\"bye\");\n```\n\nDone.\n");
    Run check = run("check");
    assertThat(check.exitCode).isEqualTo(1);
    assertThat(check.output).contains("docs/guide.md: code differs from its source");
    assertThat(run("fix").exitCode).isZero();
    assertThat(top.resolve("docs/guide.md"))
        .content()
        .isEqualTo(
            "Send:\n\n"
                + COMMENT
                + """
                ```java
                broker.send("hello");

                if (sent) {
                  done();
                }
                ```

                Done.
                """);
    assertThat(run("check")).isEqualTo(new Run(0, ""));
  }

  @Test
  void a_comment_without_a_block_gets_one() throws Exception {
    write("README.md", COMMENT + "\nMore.\n");
    assertThat(run("fix").exitCode).isZero();
    assertThat(top.resolve("README.md")).content().contains("```java\nbroker.send");
    assertThat(run("check").exitCode).isZero();
  }

  @Test
  void a_missing_file_a_missing_region_and_free_java_code_are_faults() throws Exception {
    write(
        "docs/guide.md",
        """
        <!-- snippet: src/GoneTest.java#send -->
        <!-- snippet: src/GuideTest.java#gone -->

        ```java
        nobody.compiles(this);
        ```
        """);
    Run check = run("check");
    assertThat(check.exitCode).isEqualTo(1);
    assertThat(check.output.lines())
        .containsExactly(
            "docs/guide.md:1: cannot read src/GoneTest.java",
            "docs/guide.md:2: src/GuideTest.java has no region gone",
            "docs/guide.md:4: Java code that no snippet comment takes from a source");
  }

  private record Run(int exitCode, String output) {}

  private Run run(String mode) throws IOException, InterruptedException {
    Path output = top.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                PROGRAM.toString(),
                mode,
                top.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the program did not end");
    }
    return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private void write(String file, String text) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
