package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.protocol.internal.wire.StatusJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
  static final BrokerStatus STATUS =
      new BrokerStatus(
          "1.\"2\"\\3\n",
          42,
          Instant.parse("2026-06-06T12:00:00.050Z"),
          Management.SERVICE,
          List.of("/run/s.sock", "127.0.0.1:7899"),
          "/d.db",
          4096,
          3,
          7,
          2,
          5,
          Map.of(Counter.MESSAGES_STORED, 12L, Counter.WAKES_FAILED, 1L));

  private final List<Wake> wakes = new ArrayList<>();
  private final BrokerApi api =
      new BrokerApi(new FakeBroker(), "1", () -> {})
          .withInsight(
              new BrokerInsight() {
                @Override
                public CompletionStage<BrokerStatus> status() {
                  return CompletableFuture.completedFuture(STATUS);
                }

                @Override
                public void onWake(Wake wake) {
                  wakes.add(wake);
                }
              });

  private Answer get(BrokerApi asked, String path) {
    return asked.answer("GET", path, Optional.empty(), new byte[0]).toCompletableFuture().join();
  }

  @Test
  void metrics_follow_the_rules_of_the_exposition_format() {
    Answer answer = get(api, "/metrics");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    Map<String, Double> samples = check(new String(answer.body(), StandardCharsets.UTF_8));
    assertThat(samples)
        .containsEntry("peers_messages_stored_total", 12.0)
        .containsEntry("peers_messages_read_total", 0.0)
        .containsEntry("peers_wakes_failed_total", 1.0)
        .containsEntry("peers_registered", 3.0)
        .containsEntry("peers_connected", 2.0)
        .containsEntry("peers_messages_unread", 7.0)
        .containsEntry("peers_database_bytes", 4096.0)
        .containsEntry("peers_start_time_seconds", 1780747200.05)
        .containsEntry(
            "peers_broker_info{version=\"1.\\\"2\\\"\\\\3\\n\",management=\"service\"}", 1.0);
  }

  @Test
  void the_status_arrives_as_it_was_sent() {
    Answer answer = get(api, "/status");

    assertThat(StatusJson.read(Json.parseObject(answer.body(), JsonLimits.ANSWER)))
        .isEqualTo(STATUS);
  }

  @Test
  void a_broker_without_insight_answers_as_one_of_the_old_protocol() {
    BrokerApi plain = new BrokerApi(new FakeBroker(), "1", () -> {});
    for (String path : List.of("/status", "/metrics")) {
      assertThat(new String(get(plain, path).body(), StandardCharsets.UTF_8))
          .isEqualTo("peers broker 1\n");
    }
  }

  @Test
  void wakes_that_peers_report_are_told() {
    byte[] body =
        "{\"id\":\"aaaaaaaa\",\"transport\":\"channel\",\"status\":\"queued\",\"pushed\":[]}"
            .getBytes(StandardCharsets.UTF_8);
    api.answer("POST", "/delivery-report", Optional.empty(), body).toCompletableFuture().join();
    assertThat(wakes).containsExactly(Wake.of(WakeTransport.CHANNEL, WakeStatus.QUEUED));
  }

  @Test
  void the_check_notices_what_breaks_the_rules() {
    String good = "# HELP a_total A.\n# TYPE a_total counter\na_total 1\n";
    assertThat(check(good)).containsEntry("a_total", 1.0);
    for (String bad :
        List.of(
            "a_total 1\n",
            "# TYPE a_total counter\na_total 1\n",
            "# HELP a A.\n# TYPE a counter\na 1\n",
            "# HELP a A.\n# TYPE a gauge\nb 1\n",
            "# HELP a A.\n# TYPE a gauge\na x\n",
            "# HELP a A.\n# TYPE a gauge\na 1",
            "# HELP a A.\n# TYPE a gauge\na{x=\"\\y\"} 1\n",
            "# HELP a A.\n# TYPE a gauge\na 1\na 2\n",
            good + good)) {
      assertThatThrownBy(() -> check(bad)).as(bad).isInstanceOf(AssertionError.class);
    }
  }

  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge)");
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{"
              + LABEL
              + "(?:,"
              + LABEL
              + ")*\\})?) ([0-9]+(?:\\.[0-9]+)?)");

  /// The rules: each family is one HELP line, one TYPE line and its samples, in this order and only
  /// once; counters end in `_total`; no series comes twice; the last line ends as all others do.
  private static Map<String, Double> check(String text) {
    assertThat(text).endsWith("\n");
    Map<String, Double> samples = new HashMap<>();
    Set<String> families = new HashSet<>();
    String helped = "";
    String family = "";
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        assertThat(families.add(help.group(1))).as("once: " + line).isTrue();
        helped = help.group(1);
        family = "";
      } else if (type.matches()) {
        assertThat(type.group(1)).as(line).isEqualTo(helped);
        assertThat(type.group(2).equals("counter")).isEqualTo(helped.endsWith("_total"));
        family = helped;
      } else {
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(2)).as(line).isEqualTo(family);
        assertThat(samples.put(sample.group(1), Double.valueOf(sample.group(3))))
            .as("once: " + line)
            .isNull();
      }
    }
    return samples;
  }
}
