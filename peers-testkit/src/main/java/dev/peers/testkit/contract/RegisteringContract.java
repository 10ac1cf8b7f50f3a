package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.DescribeRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Workplace;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How peers come, and what they say of themselves.
interface RegisteringContract extends BrokerExposure {
  @Test
  default void a_new_peer_gets_an_id_a_secret_and_the_name_of_its_folder() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/Poker Engine");
      assertThat(alice.ref()).matches("[0-9a-f]{8}");
      assertThat(alice.peer().name()).isEqualTo(new PeerName("poker-engine"));
      assertThat(alice.registration().secret()).isPresent();
      assertThat(alice.registration().resumed()).isFalse();
      assertThat(alice.registration().unread()).isZero();
    }
  }

  @Test
  default void a_peer_is_what_its_registration_said() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      network.repositories.workTree("/work/tree", "/work/trunk/.git");
      ContractSession alice =
          network.join(
              "/work/tree/lib", r -> r.withGitRoot("/work/tree").withSummary("Writes \"π\""));
      Peer peer = alice.peer();
      assertThat(peer.process()).isEqualTo(alice.server());
      assertThat(peer.agent()).contains(alice.agent());
      assertThat(peer.workplace())
          .isEqualTo(
              new Workplace(
                  "/work/tree/lib", Optional.of("/work/tree"), Optional.of("/work/trunk/.git")));
      assertThat(peer.clientType()).isEqualTo(ClientType.CLAUDE_CODE);
      assertThat(peer.summary()).isEqualTo("Writes \"π\"");
      assertThat(peer.registeredAt()).isEqualTo(network.clock.instant());
      assertThat(peer.verified()).isTrue();
      assertThat(peer.isHere()).isTrue();
    }
  }

  @Test
  default void an_agent_that_is_named_need_not_be_the_parent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ProcessRef other = network.startAgent();
      ContractSession alice = network.join("/work/a", r -> r.withAgent(other.pid()));
      assertThat(alice.peer().agent()).contains(other);
    }
  }

  @Test
  default void names_and_ids_are_unique() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession first = network.join("/work/engine");
      ContractSession second = network.join("/other/engine");
      ContractSession third = network.join("/work/engine", r -> r.withName(new PeerName("engine")));
      assertThat(Stream.of(first, second, third).map(s -> s.peer().name().value()))
          .containsExactly("engine", "engine-2", "engine-3");
      assertThat(Stream.of(first, second, third).map(ContractSession::id)).doesNotHaveDuplicates();
    }
  }

  @Test
  default void a_name_that_is_wished_for_is_given() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/engine", r -> r.withName(new PeerName("alice")));
      assertThat(alice.peer().name().value()).isEqualTo("alice");
    }
  }

  @Test
  default void what_cannot_be_a_peer_is_refused_and_leaves_nothing() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ProcessRef agent = network.startAgent();
      long pid = network.startServer(agent).pid();
      RegisterRequest good = RegisterRequest.of(pid, "/work", ClientType.CODEX);
      Stream<RegisterRequest> bad =
          Stream.of(
              RegisterRequest.of(0, "/work", ClientType.CODEX),
              RegisterRequest.of(pid, "", ClientType.CODEX),
              RegisterRequest.of(pid, "/a\0b", ClientType.CODEX),
              good.withAgent(-1),
              good.withSummary("x".repeat(Peer.MAX_SUMMARY + 1)),
              good.withGitRoot("/" + "x".repeat(5_000)),
              good.withThread("no thread"));
      assertThat(bad.map(request -> code(network.broker.register(request))))
          .containsOnly(Code.INVALID_REQUEST);
      assertThat(network.everybody()).isEmpty();
    }
  }

  @Test
  default void a_heartbeat_says_that_the_peer_was_seen() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      network.clock.advance(Duration.ofSeconds(15));
      done(network.broker.heartbeat(alice.caller()));
      assertThat(answer(network.broker.list(ListRequest.MACHINE)))
          .first()
          .satisfies(s -> assertThat(s.peer().lastSeen()).isEqualTo(network.clock.instant()));
    }
  }

  @Test
  default void who_is_not_registered_is_told_so() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      Caller nobody = Caller.unverified("deadbeef");
      assertThat(code(network.broker.heartbeat(nobody))).isEqualTo(Code.UNKNOWN_PEER);
      assertThat(code(network.broker.heartbeat(Caller.unverified("")))).isNotNull();
      assertThat(code(network.broker.fetch(nobody))).isEqualTo(Code.UNKNOWN_PEER);
      assertThat(code(network.broker.drain(nobody))).isEqualTo(Code.UNKNOWN_PEER);
      assertThat(code(network.broker.unregister(nobody))).isEqualTo(Code.UNKNOWN_PEER);
      assertThat(code(network.broker.describe(new DescribeRequest(nobody, "", Optional.empty()))))
          .isEqualTo(Code.UNKNOWN_PEER);
    }
  }

  @Test
  default void a_peer_describes_itself_anew() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      Peer changed = describe(network, alice, "Tests", Optional.of("alice"));
      assertThat(changed.summary()).isEqualTo("Tests");
      assertThat(changed.name().value()).isEqualTo("alice");
      assertThat(answer(network.broker.list(ListRequest.MACHINE)))
          .singleElement()
          .satisfies(status -> assertThat(status.peer().summary()).isEqualTo("Tests"));
      assertThat(describe(network, alice, "", Optional.empty()).name().value()).isEqualTo("alice");
    }
  }

  @Test
  default void a_name_of_somebody_else_cannot_be_taken() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      DescribeRequest greedy =
          new DescribeRequest(bob.caller(), "new", Optional.of(alice.peer().name()));
      assertThat(code(network.broker.describe(greedy))).isEqualTo(Code.NAME_TAKEN);
      assertThat(answer(network.broker.list(ListRequest.MACHINE)))
          .extracting(status -> status.peer().summary())
          .containsOnly("");
      describe(network, alice, "", Optional.of("alice"));
      done(network.broker.describe(greedy));
    }
  }

  @Test
  default void a_summary_that_is_too_long_is_refused() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      String tooLong = "x".repeat(Peer.MAX_SUMMARY + 1);
      assertThat(
              refusal(
                      network.broker.describe(
                          new DescribeRequest(alice.caller(), tooLong, Optional.empty())))
                  .code())
          .isEqualTo(Code.INVALID_REQUEST);
    }
  }

  private static Peer describe(
      ContractNetwork network, ContractSession who, String summary, Optional<String> name) {
    return done(
        network.broker.describe(
            new DescribeRequest(who.caller(), summary, name.map(PeerName::new))));
  }
}
