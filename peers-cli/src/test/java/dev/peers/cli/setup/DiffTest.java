package dev.peers.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
  @TempDir private Path folder;

  @Test
  void a_change_has_three_lines_around_it() {
    assertThat(Diff.unified("f", "f", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n"))
        .isEqualTo("--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  }

  @Test
  void a_new_file_and_a_missing_line_break_are_shown() {
    assertThat(Diff.unified("/dev/null", "f", "", "a"))
        .isEqualTo("--- /dev/null\n+++ f\n@@ -0,0 +1,1 @@\n+a\n\\ No newline at end of file\n");
  }

  /// A program that reads the format decides.
  @Test
  void git_makes_the_new_text_of_the_old_one() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 25; i++) {
      String before = text(random);
      String after = text(random);
      if (!before.equals(after)) {
        assertThat(patched(before, Diff.unified("f", "f", before, after))).isEqualTo(after);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = 1 + random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      text.append("line ").append(random.nextInt(6)).append('\n');
    }
    return random.nextBoolean() ? text.toString() : text.append("end").toString();
  }

  private String patched(String before, String diff) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("f"), before);
    Path change = Files.writeString(folder.resolve("diff"), diff);
    Process git =
        new ProcessBuilder("git", "apply", "-p0", change.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(git.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(git.exitValue()).as(Files.readString(folder.resolve("log")) + diff).isZero();
    return Files.readString(file);
  }
}
