package dev.peers.cli;

import static dev.peers.cli.InProcessNetwork.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.RegisterRequest;
import dev.peers.core.model.ClientType;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.internal.wire.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every place of the protocol and of the command line that takes the id of a peer takes its name.
/// The tools of the MCP server have a test of their own in their module.
class PeerReferencesTest {
  /// A request in which BOB stands for the id or the name of a peer.
  record Place(Endpoint endpoint, String request) {
    @Override
    public String toString() {
      return endpoint.path() + " " + request;
    }
  }

  private static final List<Place> PLACES =
      List.of(
          new Place(Endpoint.HEARTBEAT, "{'id':'BOB'}"),
          new Place(Endpoint.SET_SUMMARY, "{'id':'BOB','summary':'here'}"),
          new Place(Endpoint.LIST_PEERS, "{'scope':'machine','cwd':'/','exclude_id':'BOB'}"),
          new Place(Endpoint.SEND_MESSAGE, "{'from_id':'BOB','to_id':'alice','text':'hi'}"),
          new Place(Endpoint.SEND_MESSAGE, "{'from_id':'alice','to_id':'BOB','text':'hi'}"),
          new Place(Endpoint.POLL_MESSAGES, "{'id':'BOB'}"),
          new Place(Endpoint.FETCH_MESSAGES, "{'id':'BOB'}"),
          new Place(Endpoint.ACK_MESSAGES, "{'id':'BOB','message_ids':[1]}"),
          new Place(Endpoint.MESSAGE_HISTORY, "{'id':'BOB'}"),
          new Place(Endpoint.MESSAGE_HISTORY, "{'id':'alice','with':'BOB'}"),
          new Place(Endpoint.MESSAGE_HISTORY, "{'id':'cli','with':'BOB'}"),
          new Place(Endpoint.UNREGISTER, "{'id':'BOB'}"),
          new Place(Endpoint.KILL_PEER, "{'id':'BOB','from_id':'alice'}"),
          new Place(Endpoint.KILL_PEER, "{'id':'alice','from_id':'BOB'}"),
          new Place(
              Endpoint.DELIVERY_REPORT,
              "{'id':'BOB','status':'queued','transport':'channel','pushed':[1]}"));

  private static final Set<Endpoint> WITHOUT_PEERS =
      EnumSet.of(
          Endpoint.REGISTER,
          Endpoint.SET_WAKE,
          Endpoint.UNREAD_SUMMARY,
          Endpoint.ORPHANS,
          Endpoint.CLEANUP,
          Endpoint.PURGE,
          Endpoint.SHUTDOWN);

  private final InProcessNetwork network = new InProcessNetwork();
  private final Caller alice = register(20, 10, "/work/alice");
  private final Caller bob = register(21, 11, "/work/bob");
  private final Screen screen = new Screen();

  PeerReferencesTest() {
    network.send(alice, "bob", "question");
  }

  @AfterEach
  void close() {
    network.close();
  }

  /// A peer of the old protocol: one without a secret, which a reference alone stands for.
  private Caller register(long pid, long agent, String cwd) {
    network.processes.start(agent);
    network.processes.start(pid, agent);
    RegisterRequest request = RegisterRequest.of(pid, cwd, ClientType.CODEX).withAgent(agent);
    return now(network.broker.register(request.unsecured())).orThrow().caller();
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void a_request_by_name_is_answered_as_one_by_id(Place place) {
    String byName = answer(place, "bob");
    assertThat(byName).doesNotContain("\"ok\":false").doesNotContain("not found");
    PeerReferencesTest other = new PeerReferencesTest();
    try {
      assertThat(byName).isEqualTo(other.answer(place, other.bob.ref()));
    } finally {
      other.close();
    }
  }

  private String answer(Place place, String reference) {
    String request = place.request.replace('\'', '"').replace("BOB", reference);
    Answer answer =
        now(
            new BrokerApi(network.broker, "1", () -> {})
                .answer(
                    "POST",
                    place.endpoint.path(),
                    Optional.empty(),
                    request.getBytes(StandardCharsets.UTF_8)));
    return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void every_endpoint_is_looked_at() {
    assertThat(Stream.concat(PLACES.stream().map(Place::endpoint), WITHOUT_PEERS.stream()))
        .containsOnly(Endpoint.values());
  }

  private int run(NetworkCommand command, String name, String... args) {
    return network.run(screen, command, name, args);
  }

  private String reference(boolean byName) {
    return byName ? "bob" : bob.ref();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_person_sends_to_a_peer(boolean byName) {
    assertThat(run(new SendCommand(), "send", reference(byName), "hello")).isZero();
    assertThat(network.unread(bob)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_person_looks_at_the_mail_of_a_peer(boolean byName) {
    assertThat(run(new MessagesCommand(), "messages", reference(byName))).isZero();
    assertThat(screen.out()).contains("question");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_person_kills_a_peer(boolean byName) {
    assertThat(run(new KillCommand(), "kill", reference(byName))).isZero();
    assertThat(network.processes.find(11)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_person_waits_for_a_peer(boolean byName) throws Exception {
    network.processes.start(ProcessHandle.current().pid());
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> run(new WaitCommand(), "wait", "--from", reference(byName), "--name", "me"));
    Awaitility.await().until(() -> screen.err().contains("Waiting as me ("));
    network.send(alice, "me", "not this");
    network.send(bob, "me", "this");
    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    assertThat(screen.out()).isEqualTo("this\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_person_asks_a_peer(boolean byName) throws Exception {
    network.processes.start(ProcessHandle.current().pid());
    Thread asking =
        Thread.ofVirtual().start(() -> run(new AskCommand(), "ask", reference(byName), "why?"));
    Awaitility.await().until(() -> network.unread(bob).size() == 2);
    String asker = network.unread(bob).getLast().message().from().value();
    network.send(bob, asker, "because");
    assertThat(asking.join(Duration.ofSeconds(10))).isTrue();
    assertThat(screen.out()).isEqualTo("because\n");
  }
}
