package dev.peers.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final Instant NOW = Instant.parse("2026-06-06T12:00:00Z");

  @Test
  void colours_are_for_terminals_where_nobody_forbids_them() {
    assertThat(Display.of(Map.of(), true).colours()).isTrue();
    assertThat(Display.of(Map.of("NO_COLOR", ""), true).colours()).isTrue();
    assertThat(Display.of(Map.of("NO_COLOR", "1"), true).colours()).isFalse();
    assertThat(Display.of(Map.of("TERM", "dumb"), true).colours()).isFalse();
    assertThat(Display.of(Map.of(), false)).isEqualTo(Display.PLAIN);
    assertThat(Display.PLAIN.paint(Colour.BAD, "x")).isEqualTo("x");
    assertThat(new Display(80, true).paint(Colour.BAD, "x")).isEqualTo("\u001B[31mx\u001B[0m");
  }

  @Test
  void the_width_is_that_of_the_environment_or_a_usual_one() {
    assertThat(Display.of(Map.of("COLUMNS", "132"), true).width()).isEqualTo(132);
    assertThat(Display.of(Map.of("COLUMNS", "3"), true).width()).isEqualTo(20);
    assertThat(Display.of(Map.of("COLUMNS", "wide"), true).width()).isEqualTo(80);
    assertThat(Display.of(Map.of("COLUMNS", "40"), false).width()).isEqualTo(Display.UNLIMITED);
  }

  @Test
  void columns_stand_below_each_other() {
    Table table = new Table().row("a", "long one", "end").row("bcd", "x", "");
    assertThat(table.lines(Display.PLAIN)).containsExactly("a    long one  end", "bcd  x");
    assertThat(new Table().lines(Display.PLAIN)).isEmpty();
  }

  @Test
  void the_last_column_is_broken_between_words() {
    Table table = new Table().row("name", "one two three four five six seven eight nine ten");
    assertThat(table.lines(new Display(32, false)))
        .containsExactly("name  one two three four five", "      six seven eight nine ten");
  }

  @Test
  void where_the_last_column_would_become_too_narrow_it_stands_below_its_row() {
    Table table =
        new Table()
            .row("name", "folder", "summary")
            .row("poker-engine", "/work/poker-engine", "makes it fast")
            .row("web", "/work/web", "");
    assertThat(table.lines(new Display(45, false)))
        .containsExactly(
            "name          folder",
            "    summary",
            "poker-engine  /work/poker-engine",
            "    makes it fast",
            "web           /work/web");
    assertThat(new Table().row("a-very-long-first-cell", "end").lines(new Display(20, false)))
        .containsExactly("a-very-long-first-c…", "    end");
  }

  @Test
  void what_takes_two_columns_is_counted_as_that_in_tables() {
    assertThat(new Table().row("日本", "x").row("abc", "y").lines(Display.PLAIN))
        .containsExactly("日本  x", "abc   y");
    assertThat(Wrapping.lines("日本語日本語", 5)).containsExactly("日本", "語日", "本語");
    assertThat(new Table().row("日本語日本語日本語", "end").lines(new Display(12, false)))
        .containsExactly("日本語日本…", "    end");
  }

  @Test
  void a_line_that_is_too_long_goes_on_four_further_in() {
    assertThat(Wrapping.hanging("  one two three", 20)).containsExactly("  one two three");
    assertThat(Wrapping.hanging("  one two three", 14)).containsExactly("  one two", "      three");
    assertThat(Wrapping.hanging("/a/very/long/path", 12))
        .containsExactly("/a/very/", "    long/pat", "    h");
  }

  @Test
  void what_takes_two_columns_counts_as_two() {
    assertThat(Columns.of("a…—é")).isEqualTo(4);
    assertThat(Columns.of("你好ｈ한🙂⌚")).isEqualTo(12);
    assertThat(Wrapping.lines("你好你好你好", 5)).containsExactly("你好", "你好", "你好");
    assertThat(Wrapping.lines("你", 1)).containsExactly("你");
  }

  @Test
  void no_table_is_wider_than_the_display() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      Table table = new Table();
      for (int row = 0; row < 3; row++) {
        table.row(words(random, 6), words(random, 2), words(random, 12));
      }
      int width = 28 + random.nextInt(100);
      assertThat(table.lines(new Display(width, false)))
          .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(width));
    }
  }

  private static String words(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append((random.nextBoolean() ? "x" : "語").repeat(random.nextInt(15))).append(' ');
    }
    return text.toString();
  }

  @Test
  void ages_are_told_in_their_largest_unit_or_exactly() {
    Ages ages = new Ages(NOW, false);
    assertThat(ages.of(NOW.minusMillis(1500))).isEqualTo("just now");
    assertThat(ages.of(NOW.minusSeconds(59))).isEqualTo("59 s ago");
    assertThat(ages.of(NOW.minusSeconds(150))).isEqualTo("2 min ago");
    assertThat(ages.of(NOW.minus(Duration.ofHours(47)))).isEqualTo("47 h ago");
    assertThat(ages.of(NOW.minus(Duration.ofHours(49)))).isEqualTo("2 days ago");
    assertThat(ages.of(NOW.plusSeconds(5))).isEqualTo("2026-06-06T12:00:05Z");
    assertThat(new Ages(NOW, true).of(NOW.minusMillis(1))).isEqualTo("2026-06-06T11:59:59Z");
    assertThat(ages.since(NOW.minusSeconds(150))).isEqualTo("for 2 min");
    assertThat(ages.since(NOW.minusMillis(1))).isEqualTo("for 0 s");
    assertThat(new Ages(NOW, true).since(NOW)).isEqualTo("since 2026-06-06T12:00:00Z");
    assertThat(Ages.bytes(999)).isEqualTo("999 bytes");
    assertThat(Ages.bytes(1_500_000)).isEqualTo("1.5 MB");
    assertThat(Ages.bytes(2_000)).isEqualTo("2 kB");
  }

  @Test
  void progress_shows_itself_on_a_terminal_after_a_while_and_goes_without_trace() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    try (Progress _ = Progress.on(err, true, "Working")) {
      Awaitility.await().until(() -> shown.toString(StandardCharsets.UTF_8).equals("Working..."));
    }
    assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("Working...\r\u001B[K");
    shown.reset();
    try (Progress progress = Progress.on(err, true, "One")) {
      Awaitility.await().until(() -> shown.toString(StandardCharsets.UTF_8).equals("One..."));
      progress.now("Two");
      Awaitility.await().until(() -> shown.toString(StandardCharsets.UTF_8).endsWith("Two..."));
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo("One...\r\u001B[KTwo...\r\u001B[K");
    shown.reset();
    Progress.on(err, true, "Quick").close();
    Progress.on(err, false, "Nobody looks").close();
    assertThat(shown.size()).isZero();
  }
}
