package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Cleaned;
import dev.peers.core.RegisterRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.ProcessRef;
import dev.peers.testkit.FakeProcessInspector.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How MCP servers whose agent is dead are found and ended.
interface OrphansContract extends BrokerExposure {
  @Test
  default void an_orphan_is_a_living_peer_whose_agent_is_dead() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession orphan = network.join("/work/a");
      network.join("/work/b");
      ContractSession dead = network.join("/work/c");
      assertThat(orphans(network)).isEmpty();
      network.processes.end(orphan.agent().pid());
      network.end(dead);
      network.clock.advance(Duration.ofSeconds(1));
      assertThat(orphans(network)).containsExactly(orphan.id());
    }
  }

  @Test
  default void a_subreaper_that_adopts_an_orphan_does_not_hide_it() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ProcessRef subreaper = network.startAgent();
      ContractSession orphan = network.join("/work/a");
      network.processes.end(orphan.agent().pid());
      network.processes.adopt(orphan.server().pid(), subreaper.pid());
      assertThat(orphans(network)).containsExactly(orphan.id());
    }
  }

  @Test
  default void a_process_that_got_the_pid_of_a_dead_agent_does_not_hide_an_orphan() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession orphan = network.join("/work/a");
      network.processes.end(orphan.agent().pid());
      network.processes.start(orphan.agent().pid());
      assertThat(orphans(network)).containsExactly(orphan.id());
    }
  }

  @Test
  default void an_agent_that_is_the_first_process_of_a_container_makes_no_orphan() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ProcessRef init = network.processes.start(1);
      network.join(init, "/work/a", r -> r.withAgent(1));
      assertThat(orphans(network)).isEmpty();
    }
  }

  @Test
  default void an_agent_that_was_never_seen_makes_no_orphan() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      network.join("/work/a", r -> r.withAgent(77));
      assertThat(orphans(network)).isEmpty();
    }
  }

  @Test
  default void cleaning_up_ends_orphans_and_takes_the_dead_off_the_list() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession orphan = network.join("/work/a");
      ContractSession fine = network.join("/work/b");
      ContractSession dead = network.join("/work/c");
      network.processes.end(orphan.agent().pid());
      network.end(dead);
      Cleaned cleaned = answer(network.broker.cleanUp());
      assertThat(cleaned.terminated()).extracting(Peer::id).containsExactly(orphan.id());
      assertThat(cleaned.removed())
          .extracting(Peer::id)
          .containsExactlyInAnyOrder(orphan.id(), dead.id());
      assertThat(network.processes.signals())
          .containsExactly(new Signal(Signal.Kind.TERMINATE, orphan.server()));
      assertThat(network.everybody()).containsExactly(fine.id());
    }
  }

  @Test
  default void what_a_living_session_runs_in_is_no_orphan_to_be_ended() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ProcessRef shortLived = network.startAgent();
      // Somebody says that the agent of a living session is a server that was left over.
      done(
          network.broker.register(
              RegisterRequest.of(alice.agent().pid(), "/work/x", alice.peer().clientType())
                  .withAgent(shortLived.pid())));
      network.processes.end(shortLived.pid());
      Cleaned cleaned = answer(network.broker.cleanUp());
      assertThat(cleaned.terminated()).isEmpty();
      assertThat(cleaned.removed()).hasSize(1);
      assertThat(network.processes.signals()).isEmpty();
      assertThat(network.everybody()).containsExactly(alice.id());
    }
  }

  @Test
  default void what_the_broker_runs_in_is_no_orphan_to_be_ended() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ProcessRef shell = network.startAgent();
      network.processes.start(ProcessHandle.current().pid(), shell.pid());
      ProcessRef shortLived = network.startAgent();
      done(
          network.broker.register(
              RegisterRequest.of(shell.pid(), "/work/x", ClientType.CODEX)
                  .withAgent(shortLived.pid())));
      network.processes.end(shortLived.pid());
      Cleaned cleaned = answer(network.broker.cleanUp());
      assertThat(cleaned.terminated()).isEmpty();
      assertThat(cleaned.removed()).hasSize(1);
      assertThat(network.processes.signals()).isEmpty();
    }
  }

  @Test
  default void where_all_is_well_cleaning_up_does_nothing() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      assertThat(answer(network.broker.cleanUp())).isEqualTo(new Cleaned(List.of(), List.of()));
      assertThat(network.everybody()).containsExactly(alice.id());
    }
  }

  @Test
  default void orphans_are_ended_though_nobody_asks() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession orphan = network.join("/work/a");
      network.processes.end(orphan.agent().pid());
      network.scheduler.advance(Duration.ofMinutes(1));
      assertThat(network.processes.isAlive(orphan.server())).isFalse();
    }
  }

  private static List<PeerId> orphans(ContractNetwork network) {
    return answer(network.broker.orphans()).stream().map(Peer::id).toList();
  }
}
