package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.protocol.PropertiesText.Entry;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {
  /// What the JDK makes of a line that is nothing but a backslash depends on what surrounds it.
  private static final Pattern LONE_BACKSLASH =
      Pattern.compile("(?:^|[\\r\\n])[ \\t\\f]*\\\\(?:[\\r\\n]|$)");

  @Test
  void entries_are_told_with_the_line_at_which_they_begin() {
    String text =
        """
        # a comment \\
        db = /a/b
          ! another

        state:/s\\
           tate
        port 17
        url=
        """;
    assertThat(PropertiesText.read(text))
        .containsExactly(
            new Entry("db", "/a/b", 2),
            new Entry("state", "/state", 5),
            new Entry("port", "17", 7),
            new Entry("url", "", 8));
  }

  @Test
  void all_ways_to_end_a_line_count_as_one() {
    assertThat(PropertiesText.read("a=1\r\nb=2\rc=3\n\nd=4"))
        .containsExactly(
            new Entry("a", "1", 1),
            new Entry("b", "2", 2),
            new Entry("c", "3", 3),
            new Entry("d", "4", 5));
  }

  @Test
  void a_malformed_escape_is_refused_with_its_line() {
    assertThatExceptionOfType(PropertiesText.WrongLineException.class)
        .isThrownBy(() -> PropertiesText.read("a=1\nb=\\u12"))
        .satisfies(e -> assertThat(e.line()).isEqualTo(2));
  }

  /// The reference is the JDK's own reader.
  @Test
  void random_texts_mean_what_they_mean_to_the_jdk() {
    String[] pieces = {
      "a", "b", "key", "=", ":", " ", "\t", "\f", "\\", "\\\\", "\n", "\r", "\r\n", "#", "!",
      "\\u0041", "\\u00e9", "\\u", "\\n", "\\t", "é", "\\\n", "\\\r\n", "\\ ", "\\=", "=v", "x=y\n"
    };
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(14); piece >= 0; piece--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      if (LONE_BACKSLASH.matcher(text).find()) {
        continue;
      }
      Optional<Map<String, String>> expected = jdk(text.toString());
      Optional<Map<String, String>> actual = ours(text.toString());
      assertThat(actual).as(text.toString()).isEqualTo(expected);
      read += expected.isPresent() ? 1 : 0;
    }
    assertThat(read).isGreaterThan(30_000);
  }

  private static Optional<Map<String, String>> jdk(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return Optional.of(values);
  }

  private static Optional<Map<String, String>> ours(String text) {
    Map<String, String> values = new HashMap<>();
    try {
      PropertiesText.read(text).forEach(entry -> values.put(entry.key(), entry.value()));
    } catch (PropertiesText.WrongLineException e) {
      return Optional.empty();
    }
    return Optional.of(values);
  }
}
