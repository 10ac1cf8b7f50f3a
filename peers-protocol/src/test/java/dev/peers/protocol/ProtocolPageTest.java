package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.PeerEvent;
import dev.peers.core.Refusal;
import dev.peers.core.Witness;
import dev.peers.core.model.Activity;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.Scope;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.EventJson;
import dev.peers.protocol.internal.wire.StatusJson;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds docs/protocol.md against the code: all that is on the wire is on the page, and nothing
/// else.
class ProtocolPageTest {
  private static final ProtocolPage PAGE = ProtocolPage.read();

  private static final List<PeerEvent> EVENTS =
      List.of(
          new PeerEvent.MessageArrived(Samples.ENVELOPE),
          new PeerEvent.MessagesRead(List.of(1L), Samples.BOB.id(), Samples.LATER),
          new PeerEvent.PeerHere(Samples.ALICE),
          new PeerEvent.PeerGone(Samples.BOB),
          new PeerEvent.BrokerClosing());

  /// Words in code font that are no part of what is sent.
  private static final Set<String> BESIDES = Set.of("claude-peers", "true", "null", "localhost");

  private final FakeBroker broker = new FakeBroker();
  private final BrokerApi api = new BrokerApi(broker, "1.2.3", () -> {}, List.of("warning"));

  @Test
  void the_page_has_a_section_for_every_endpoint_and_for_no_other() {
    assertThat(PAGE.paths()).containsExactlyInAnyOrderElementsOf(paths());
    assertThat(paths()).allSatisfy(path -> assertThat(PAGE.section(path)).isNotBlank());
  }

  private static List<String> paths() {
    return Stream.concat(
            Stream.of(Endpoint.values()).map(Endpoint::path),
            Stream.of(Endpoint.HEALTH, Endpoint.STATUS, Endpoint.METRICS, Endpoint.EVENTS))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void the_section_of_an_endpoint_names_all_fields_of_its_request_and_its_answer(
      Endpoint endpoint) {
    String request = FullRequests.to(endpoint);
    Json answer = Json.parse(answer("POST", endpoint.path(), request));

    Set<String> described = ProtocolPage.words(PAGE.section(endpoint.path()));
    assertThat(described).containsAll(JsonObjects.names(JsonObjects.parse(request)));
    if (answer instanceof JsonObject object) {
      assertThat(described).containsAll(JsonObjects.names(object));
    }
    described.addAll(PAGE.rows("## Peers"));
    described.addAll(PAGE.rows("## Messages"));
    assertThat(described).containsAll(JsonObjects.namesWithin(answer));
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void the_section_of_an_endpoint_names_no_field_of_another(Endpoint endpoint) {
    String section = PAGE.section(endpoint.path());
    Set<String> own = values();
    for (Endpoint each : Endpoint.values()) {
      if (PAGE.section(each.path()).equals(section)) {
        own.addAll(fields(each));
      }
    }
    assertThat(own).containsAll(ProtocolPage.words(section));
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void the_fields_that_the_broker_reads_are_those_that_our_client_writes(Endpoint endpoint) {
    JsonObject request = JsonObjects.parse(FullRequests.to(endpoint));
    Set<String> read = new TreeSet<>();
    JsonObject watched = new JsonObject(noting(request.fields(), read));
    new Routes(broker, () -> {}, wake -> {})
        .answer(endpoint, watched, Optional.empty(), Witness.NONE);
    assertThat(read).isEqualTo(JsonObjects.names(request));
  }

  /// The same fields, and a note of each that is asked for.
  private static Map<String, Json> noting(Map<String, Json> fields, Set<String> asked) {
    return new HashMap<>(fields) {
      @Override
      public @Nullable Json get(@Nullable Object name) {
        asked.add(String.valueOf(name));
        return super.get(name);
      }
    };
  }

  @Test
  void the_section_on_health_names_all_fields() {
    JsonObject answer = JsonObjects.parse(answer("GET", Endpoint.HEALTH, ""));
    assertThat(ProtocolPage.words(PAGE.section(Endpoint.HEALTH)))
        .containsAll(JsonObjects.names(answer));
  }

  @Test
  void the_tables_of_peers_and_messages_have_a_row_for_every_field_and_for_no_other() {
    assertThat(PAGE.rows("## Peers"))
        .containsExactlyInAnyOrderElementsOf(
            JsonObjects.namesWithin(
                Json.parse(answer("POST", "/list-peers", FullRequests.to(Endpoint.LIST_PEERS)))));
    assertThat(PAGE.rows("## Messages"))
        .containsExactlyInAnyOrderElementsOf(
            JsonObjects.names(JsonObjects.parse(BrokerApiTest.ENVELOPE)));
  }

  @Test
  void the_table_of_codes_has_a_row_for_every_code_and_for_no_other() {
    assertThat(PAGE.rows("The codes:")).containsExactlyInAnyOrderElementsOf(codes());
  }

  /// The codes of refusals, and what the broker says besides.
  private Set<String> codes() {
    Set<String> codes = new TreeSet<>();
    for (Refusal.Code code : Refusal.Code.values()) {
      codes.add(code.toString());
    }
    codes.add(JsonObjects.parse(answer("PUT", "/health", "")).text("reason"));
    FakeBroker broken = new FakeBroker();
    broken.fail(new IllegalStateException("broken"));
    codes.add(
        JsonObjects.parse(
                answer(new BrokerApi(broken, "1.2.3", () -> {}), "POST", "/orphans", "{}"))
            .text("reason"));
    return codes;
  }

  @Test
  void the_table_of_events_has_a_row_for_every_event_and_for_no_other() {
    assertThat(EVENTS)
        .extracting(event -> (Object) event.getClass())
        .containsExactlyInAnyOrder((Object[]) PeerEvent.class.getPermittedSubclasses());
    assertThat(PAGE.rows("## *The event stream*"))
        .containsExactlyInAnyOrderElementsOf(EVENTS.stream().map(EventJson::name).toList());
  }

  @Test
  void the_data_of_every_event_is_described() {
    Set<String> described = ProtocolPage.words(PAGE.section(Endpoint.EVENTS));
    described.addAll(PAGE.rows("## Peers"));
    described.addAll(PAGE.rows("## Messages"));
    for (PeerEvent event : EVENTS) {
      assertThat(described)
          .containsAll(
              JsonObjects.names(Json.parseObject(EventJson.data(event), JsonLimits.ANSWER)));
    }
  }

  @Test
  void the_section_on_status_names_all_fields() {
    assertThat(ProtocolPage.words(PAGE.section(Endpoint.STATUS))).containsAll(statusNames());
  }

  private static Set<String> statusNames() {
    byte[] status = Json.writeObject(out -> StatusJson.write(MetricsTest.STATUS, out));
    Set<String> names =
        new TreeSet<>(JsonObjects.names(Json.parseObject(status, JsonLimits.ANSWER)));
    Stream.of(Management.values()).forEach(value -> names.add(value.toString()));
    return names;
  }

  @Test
  void the_statuses_of_refusals_are_named() {
    String errors = PAGE.section("## Errors");
    assertThat(Refusal.Code.values())
        .allSatisfy(
            code -> {
              int status = Answer.refusal(new Refusal(code, "no")).status();
              assertThat(errors).containsPattern("\\b" + status + "\\b");
            });
  }

  @Test
  void the_page_has_no_word_in_code_font_that_the_code_does_not_know() {
    Set<String> known = values();
    known.addAll(List.of("error", "reason", "cli", "after"));
    known.addAll(JsonObjects.names(JsonObjects.parse(answer("GET", Endpoint.HEALTH, ""))));
    known.addAll(statusNames());
    for (Endpoint endpoint : Endpoint.values()) {
      known.addAll(fields(endpoint));
    }
    for (PeerEvent event : EVENTS) {
      known.add(EventJson.name(event));
      known.addAll(JsonObjects.names(Json.parseObject(EventJson.data(event), JsonLimits.ANSWER)));
    }
    assertThat(known).containsAll(ProtocolPage.words(PAGE.text()));
  }

  /// The names of all fields of a request to the endpoint, and of its answer at any depth.
  private Set<String> fields(Endpoint endpoint) {
    String request = FullRequests.to(endpoint);
    Set<String> fields = JsonObjects.names(JsonObjects.parse(request));
    fields.addAll(JsonObjects.namesWithin(Json.parse(answer("POST", endpoint.path(), request))));
    return fields;
  }

  /// What stands in a field, or on the page for another reason.
  private Set<String> values() {
    Set<String> values = new TreeSet<>(BESIDES);
    values.addAll(codes());
    Stream.of(
            Scope.values(),
            MessageState.values(),
            WakeStatus.values(),
            WakeTransport.values(),
            Activity.State.values())
        .flatMap(Stream::of)
        .forEach(value -> values.add(value.toString()));
    values.addAll(List.of("claude-code", "codex", ClientType.PROBE.value()));
    return values;
  }

  private String answer(String method, String path, String body) {
    return answer(api, method, path, body);
  }

  private static String answer(BrokerApi api, String method, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Answer answer = api.answer(method, path, Optional.empty(), bytes).toCompletableFuture().join();
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
