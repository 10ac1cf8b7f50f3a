package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.HistoryRequest;
import dev.peers.core.KillRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import dev.peers.testkit.RecordingListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Who may act as whom, and who is the same peer as before.
interface IdentityContract extends BrokerExposure {
  @Test
  default void nobody_acts_as_a_secured_peer_without_its_secret() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      assertIsShutOut(network, Caller.unverified(alice.ref()), bob);
      assertIsShutOut(network, Caller.of(alice.id(), new Secret("wrong")), bob);
      assertIsShutOut(
          network, Caller.of(alice.id(), bob.registration().secret().orElseThrow()), bob);
      assertThat(network.everybody()).containsExactly(alice.id(), bob.id());
      assertThat(network.processes.signals()).isEmpty();
      assertThat(network.unread(bob)).isEmpty();
    }
  }

  private static void assertIsShutOut(
      ContractNetwork network, Caller forged, ContractSession other) {
    actingAs(network.broker, forged, other)
        .forEach(
            (request, answer) -> assertThat(code(answer)).as(request).isEqualTo(Code.WRONG_SECRET));
  }

  /// All that a peer does as itself, by the name of its method.
  private static Map<String, CompletionStage<? extends Outcome<?>>> actingAs(
      Broker broker, Caller caller, ContractSession other) {
    Map<String, CompletionStage<? extends Outcome<?>>> requests = new LinkedHashMap<>();
    requests.put("heartbeat", broker.heartbeat(caller));
    requests.put(
        "describe", broker.describe(new DescribeRequest(caller, "", Optional.<PeerName>empty())));
    requests.put("send", broker.send(SendRequest.of(caller, other.ref(), "hi")));
    requests.put("fetch", broker.fetch(caller));
    requests.put("drain", broker.drain(caller));
    requests.put("acknowledge", broker.acknowledge(caller, List.of(1L)));
    requests.put("history", broker.history(HistoryRequest.of(caller, 10)));
    requests.put("unregister", broker.unregister(caller));
    requests.put("kill", broker.kill(new KillRequest(caller, other.ref())));
    requests.put("report", broker.report(new DeliveryReport(caller, Wake.NONE, List.of())));
    requests.put(
        "subscribe",
        broker.subscribe(new SubscribeRequest(caller, Optional.empty()), new RecordingListener()));
    return requests;
  }

  @Test
  default void every_request_is_either_one_that_needs_the_secret_or_acts_for_nobody() {
    // Whoever adds a request decides here which it is.
    List<String> actsForNobody =
        List.of(
            "register", // has rules of its own, below
            "list",
            "setWake", // names a Codex thread of an agent, and reads nothing
            "unreadSummary", // says how many and from whom, as the list does
            "orphans",
            "cleanUp", // ends only what is an orphan
            "purge", // deletes only what is past its time
            "health",
            "close");
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      Set<String> known =
          new TreeSet<>(actingAs(network.broker, Caller.unverified(alice.ref()), bob).keySet());
      known.addAll(actsForNobody);
      assertThat(Arrays.stream(Broker.class.getMethods()).map(Method::getName))
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  default void claiming_the_process_of_a_secured_peer_makes_another_peer() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, alice, "for alice alone");
      RegisterRequest claim =
          RegisterRequest.of(alice.server().pid(), "/work/a", alice.peer().clientType());
      Registration impostor = done(network.broker.register(claim));
      assertThat(impostor.peer().id()).isNotEqualTo(alice.id());
      assertThat(impostor.peer().name()).isNotEqualTo(alice.peer().name());
      assertThat(network.unread(impostor.caller())).isEmpty();
      Registration guessing =
          done(network.broker.register(claim.withSecret(new Secret("a guess"))));
      assertThat(guessing.peer().id()).isNotEqualTo(alice.id());
      done(network.broker.heartbeat(alice.caller()));
      assertThat(texts(network.unread(alice))).containsExactly("for alice alone");
    }
  }

  @Test
  default void claiming_the_agent_of_a_secured_peer_brings_nothing_that_is_its() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, alice, "for alice alone");
      network.processes.end(alice.server().pid());
      ProcessRef stranger = network.startServer(network.startAgent());
      Registration impostor =
          done(
              network.broker.register(
                  RegisterRequest.of(stranger.pid(), "/work/a", alice.peer().clientType())
                      .withAgent(alice.agent().pid())));
      assertThat(impostor.resumed()).isFalse();
      assertThat(impostor.peer().id()).isNotEqualTo(alice.id());
      assertThat(network.unread(impostor.caller())).isEmpty();
      ContractSession after = network.join(alice.agent(), "/work/a");
      assertThat(after.id()).isEqualTo(alice.id());
      assertThat(texts(network.unread(after))).containsExactly("for alice alone");
    }
  }

  @Test
  default void mail_of_who_leaves_does_not_go_to_one_that_only_claims_its_agent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ProcessRef stranger = network.startServer(network.startAgent());
      Registration impostor =
          done(
              network.broker.register(
                  RegisterRequest.of(stranger.pid(), "/work/x", alice.peer().clientType())
                      .withAgent(alice.agent().pid())));
      network.send(bob, alice, "for alice alone");
      done(network.broker.unregister(alice.caller()));
      assertThat(network.unread(impostor.caller())).isEmpty();
    }
  }

  @Test
  default void a_peer_of_the_old_protocol_has_no_secret_and_needs_none() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      assertThat(old.registration().secret()).isEmpty();
      assertThat(old.peer().verified()).isFalse();
      done(network.broker.heartbeat(Caller.unverified(old.ref())));
    }
  }

  @Test
  default void a_peer_may_call_itself_by_its_name() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      done(network.broker.heartbeat(new Caller("a", alice.registration().secret())));
      assertThat(code(network.broker.heartbeat(Caller.unverified("a"))))
          .isEqualTo(Code.WRONG_SECRET);
    }
  }

  @Test
  default void an_mcp_server_that_restarts_under_its_agent_gets_id_name_and_mail_back() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a", r -> r.withName(new PeerName("alice")));
      ContractSession bob = network.join("/work/b");
      network.send(bob, before, "while you were there");
      network.processes.end(before.server().pid());
      network.send(bob, before, "while you were away");
      ContractSession after = network.join(before.agent(), "/work/a");
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.peer().name()).isEqualTo(before.peer().name());
      assertThat(after.peer().process()).isEqualTo(after.server());
      assertThat(after.registration().resumed()).isTrue();
      assertThat(after.registration().unread()).isEqualTo(2);
      assertThat(texts(network.unread(after)))
          .containsExactly("while you were there", "while you were away");
      assertThat(network.everybody()).containsExactlyInAnyOrder(after.id(), bob.id());
    }
  }

  @Test
  default void a_process_that_registers_again_stays_the_same_peer() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, alice, "hello");
      RegisterRequest again =
          RegisterRequest.of(alice.server().pid(), "/work/a", alice.peer().clientType())
              .withSecret(alice.registration().secret().orElseThrow());
      ContractSession same =
          new ContractSession(done(network.broker.register(again)), alice.agent(), alice.server());
      assertThat(same.id()).isEqualTo(alice.id());
      assertThat(same.registration().unread()).isEqualTo(1);
      assertThat(texts(network.unread(same))).containsExactly("hello");
      assertThat(network.everybody()).hasSize(2);
    }
  }

  @Test
  default void a_server_that_restarts_is_the_peer_that_its_thread_was_once_that_is_known() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      ContractSession before = codex(network, network.startAgent(), Optional.of("th-1"));
      network.processes.end(before.server().pid());
      ContractSession interim = codex(network, before.agent(), Optional.empty());
      network.send(bob, interim, "meanwhile");
      ContractSession known = codex(network, interim, "th-1");
      assertThat(known.id()).isEqualTo(before.id());
      assertThat(known.registration().resumed()).isTrue();
      assertThat(texts(network.unread(known))).containsExactly("meanwhile");
      assertThat(network.everybody()).containsExactlyInAnyOrder(bob.id(), before.id());
    }
  }

  @Test
  default void another_thread_of_a_daemon_is_another_peer_and_gets_no_mail_of_the_first() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      ContractSession first = codex(network, network.startAgent(), Optional.of("th-1"));
      network.send(bob, first, "for the first");
      network.processes.end(first.server().pid());
      ContractSession unknown = codex(network, first.agent(), Optional.empty());
      assertThat(network.unread(unknown)).isEmpty();
      ContractSession second = codex(network, unknown, "th-2");
      assertThat(second.id()).isNotEqualTo(first.id()).isEqualTo(unknown.id());
      assertThat(network.unread(second)).isEmpty();

      ContractSession back = codex(network, first.agent(), Optional.of("th-1"));
      assertThat(back.id()).isEqualTo(first.id());
      assertThat(texts(network.unread(back))).containsExactly("for the first");
      assertThat(network.everybody()).containsExactlyInAnyOrder(bob.id(), second.id(), first.id());
    }
  }

  private static ContractSession codex(
      ContractNetwork network, ProcessRef agent, Optional<String> thread) {
    return codex(network, agent, network.startServer(agent), thread);
  }

  private static ContractSession codex(
      ContractNetwork network, ContractSession session, String thread) {
    return codex(network, session.agent(), session.server(), Optional.of(thread));
  }

  private static ContractSession codex(
      ContractNetwork network, ProcessRef agent, ProcessRef server, Optional<String> thread) {
    // Without a secret, as no operating system vouches for these processes.
    RegisterRequest plain =
        RegisterRequest.of(server.pid(), "/work/a", ClientType.CODEX).unsecured();
    RegisterRequest request = thread.map(plain::withThread).orElse(plain);
    return new ContractSession(done(network.broker.register(request)), agent, server);
  }

  @Test
  default void registering_again_makes_the_old_secret_worthless() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      network.processes.end(before.server().pid());
      ContractSession after = network.join(before.agent(), "/work/a");
      done(network.broker.heartbeat(after.caller()));
      assertThat(code(network.broker.heartbeat(before.caller()))).isEqualTo(Code.WRONG_SECRET);
    }
  }

  @Test
  default void mail_of_a_secured_peer_never_comes_to_an_unsecured_one() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, before, "for alice alone");
      network.processes.end(before.server().pid());
      ContractSession after = network.join(before.agent(), "/work/a", RegisterRequest::unsecured);
      assertThat(after.id()).isNotEqualTo(before.id());
      assertThat(network.unread(after)).isEmpty();
    }
  }

  @Test
  default void another_process_with_the_pid_of_a_peer_is_another_peer() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      network.end(before);
      network.processes.start(before.agent().pid());
      ProcessRef impostor = network.processes.start(before.server().pid(), before.agent().pid());
      RegisterRequest request =
          RegisterRequest.of(impostor.pid(), "/elsewhere/x", before.peer().clientType());
      assertThat(done(network.broker.register(request)).peer().id()).isNotEqualTo(before.id());
    }
  }

  @Test
  default void the_broker_says_how_it_is() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      network.join("/work/a");
      network.join("/work/b");
      var health = answer(network.broker.health());
      assertThat(health.peers()).isEqualTo(2);
      assertThat(health.version()).isEqualTo(ContractNetwork.VERSION);
      assertThat(health.pid()).isEqualTo(ProcessHandle.current().pid());
    }
  }
}
