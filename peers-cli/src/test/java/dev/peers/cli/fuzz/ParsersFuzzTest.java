package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.peers.cli.hook.HookPayloadFuzz;
import dev.peers.cli.setup.toml.SetupTomlFuzz;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonException;
import dev.peers.protocol.json.JsonLimits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The parsers against chance, for `-Dfuzz.seconds` each and from `-Dfuzz.seed`.
@Timeout(600)
class ParsersFuzzTest {
  private static final double SECONDS =
      Double.parseDouble(System.getProperty("fuzz.seconds", "2.5"));
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  @Test
  void json_is_read_as_another_strict_reader_reads_it_and_written_so_that_it_means_the_same() {
    fuzz("json", JsonFuzz::fuzzerTestOneInput);
  }

  @Test
  void no_body_of_a_request_is_a_fault_of_the_broker() {
    fuzz("json", HttpBodyFuzz::fuzzerTestOneInput);
  }

  @Test
  void no_line_of_an_mcp_client_ends_the_connection_or_is_answered_twice() {
    fuzz("mcp", McpLinesFuzz::fuzzerTestOneInput);
  }

  @Test
  void no_payload_of_a_hook_is_a_fault() {
    fuzz("hook", HookPayloadFuzz::fuzzerTestOneInput);
  }

  @Test
  void no_bytes_on_the_socket_are_a_fault_of_the_broker_or_keep_a_connection_open() {
    try (HttpFramingFuzz framing = new HttpFramingFuzz()) {
      fuzz("framing", framing::check);
      Awaitility.await().until(() -> framing.connections() == 0);
    }
  }

  @Test
  void no_json_configuration_is_edited_so_that_it_means_something_else() {
    fuzz("setup-json", SetupJsonFuzz::fuzzerTestOneInput);
  }

  @Test
  void no_toml_configuration_is_edited_so_that_it_means_something_else() {
    fuzz("setup-toml", SetupTomlFuzz::fuzzerTestOneInput);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{\"a\":", "[[],", "{\"", "[{},", "[0,", "\"\\u0041", "1", " ", "\"\\"})
  void memory_stays_in_proportion_to_the_length(String pattern) {
    byte[] text = pattern.repeat(1_000_000 / pattern.length()).getBytes(StandardCharsets.UTF_8);
    parse(text);
    long before = allocated();
    parse(text);
    assertThat(allocated() - before).isLessThan(8L * text.length + 16_000_000);
  }

  @Test
  void what_does_not_hold_is_found_made_small_and_shown() {
    Fuzzer fuzzer =
        new Fuzzer(
            "json",
            input -> {
              String text = new String(input, StandardCharsets.UTF_8);
              assertThat(text.contains("null") && text.contains("[[")).isFalse();
            });
    assertThatThrownBy(() -> fuzzer.run(1, 60))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("for 6 bytes");
  }

  private static void fuzz(String corpus, Consumer<byte[]> property) {
    assertThat(new Fuzzer(corpus, property).run(SEED, SECONDS)).isGreaterThan(100);
  }

  private static void parse(byte[] text) {
    try {
      Json.parse(text, JsonLimits.REQUEST);
    } catch (JsonException e) {
      assertThat(e).hasMessageContaining("JSON");
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
