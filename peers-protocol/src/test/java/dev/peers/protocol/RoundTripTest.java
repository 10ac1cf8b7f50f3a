package dev.peers.protocol;

import static dev.peers.protocol.RemoteBrokerTest.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.HistoryRequest;
import dev.peers.core.KillRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.Scope;
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Client and server side together lose nothing of a request or an answer.
class RoundTripTest {
  private static final Caller CALLER = new Caller("web", Optional.of(new Secret("s3")));

  @TempDir private Path folder;
  private final FakeBroker near = new FakeBroker();
  private final FakeBroker far = new FakeBroker();
  private final AtomicInteger stops = new AtomicInteger();

  static Stream<Arguments> calls() {
    return Stream.of(
        call("register", b -> b.register(fullRegistration())),
        call("register, bare", b -> b.register(RegisterRequest.of(5, "/w", ClientType.CODEX))),
        call("register, old", b -> b.register(fullRegistration().unsecured())),
        call("heartbeat", b -> b.heartbeat(CALLER)),
        call("heartbeat of cli", b -> b.heartbeat(Caller.CLI)),
        call(
            "describe",
            b -> b.describe(new DescribeRequest(CALLER, "ü", Optional.of(new PeerName("n"))))),
        call("list", b -> b.list(ListRequest.MACHINE)),
        call(
            "list, full",
            b -> b.list(new ListRequest(Scope.REPO, "/w", Optional.of("/r"), Optional.of("web")))),
        call("send", b -> b.send(SendRequest.of(CALLER, "web", "other text"))),
        call(
            "send, full",
            b -> b.send(SendRequest.of(CALLER, "web", "hello\nü 😀").inReplyTo(3).withKey("k"))),
        call("fetch", b -> b.fetch(CALLER)),
        call("drain", b -> b.drain(CALLER)),
        call("acknowledge", b -> b.acknowledge(CALLER, List.of(1L, Long.MAX_VALUE))),
        call("history", b -> b.history(HistoryRequest.of(CALLER, 7))),
        call(
            "history, full",
            b ->
                b.history(
                    new HistoryRequest(
                        CALLER, 7, Optional.of("w"), Optional.of("s"), Optional.of(9L)))),
        call("set wake", b -> b.setWake(new SetWakeRequest(5, "codex_queue", "t"))),
        call("unread summary", b -> b.unreadSummary(5)),
        call("unregister", b -> b.unregister(CALLER)),
        call("kill", b -> b.kill(new KillRequest(CALLER, "web"))),
        call("kill by cli", b -> b.kill(new KillRequest(Caller.CLI, "web"))),
        call("orphans", Broker::orphans),
        call("clean up", Broker::cleanUp),
        call("purge", Broker::purge),
        call(
            "report",
            b ->
                b.report(
                    new DeliveryReport(
                        CALLER, Wake.of(WakeTransport.CHANNEL, WakeStatus.FAILED), List.of(4L)))),
        call("report of none", b -> b.report(new DeliveryReport(CALLER, Wake.NONE, List.of()))),
        call("health", Broker::health));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void the_far_broker_is_asked_and_answers_like_a_near_one(
      String name, Function<Broker, CompletionStage<?>> call) throws IOException {
    try (FakeServer server = serve();
        RemoteBroker remote = connect()) {
      Object expected = join(call.apply(near));
      assertThat(join(call.apply(remote))).as(name).isEqualTo(expected);
      assertThat(far.asked).isEqualTo(near.asked);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void shutdown_arrives() throws IOException {
    try (FakeServer server = serve();
        RemoteBroker remote = connect()) {
      join(remote.shutdown());
      assertThat(stops).hasValue(1);
      assertThat(server.requests).hasSize(1);
    }
  }

  private RemoteBroker connect() {
    return RemoteBroker.to(new BrokerAddress.UnixSocket(folder.resolve("s")));
  }

  private FakeServer serve() throws IOException {
    BrokerApi api = new BrokerApi(far, "1", stops::incrementAndGet);
    return FakeServer.at(
        folder.resolve("s"),
        (request, peer) -> {
          int head = request.indexOf("\r\n\r\n");
          String[] words = request.substring(0, request.indexOf("\r\n")).split(" ", -1);
          Answer answer =
              join(
                  api.answer(
                      words[0],
                      words[1],
                      secret(request.substring(0, head)),
                      request.substring(head + 4).getBytes(StandardCharsets.ISO_8859_1)));
          peer.write(FakeServer.json(new String(answer.body(), StandardCharsets.UTF_8)));
        });
  }

  private static Optional<String> secret(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Peers-Secret: "))
        .map(line -> line.substring("Peers-Secret: ".length()))
        .findFirst();
  }

  private static RegisterRequest fullRegistration() {
    return RegisterRequest.of(5, "/w", ClientType.CODEX)
        .withAgent(4)
        .withThread("t-1")
        .withGitRoot("/w")
        .withName(new PeerName("n"))
        .withSummary("s")
        .withWake(new WakeEndpoint(WakeTransport.CODEX_QUEUE, "t-1", Optional.of("tok")))
        .withSelfWake(WakeTransport.CODEX_QUEUE);
  }

  private static Arguments call(String name, Function<Broker, CompletionStage<?>> call) {
    return Arguments.of(name, call);
  }
}
