package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.KillRequest;
import dev.peers.core.Killed;
import dev.peers.core.Limits;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.model.ProcessRef;
import dev.peers.testkit.FakeProcessInspector.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a peer's session is ended, and that nobody else's ever is.
interface KillingContract extends BrokerExposure {
  @Test
  default void killing_asks_the_agent_to_end_and_not_only_its_mcp_server() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      Killed killed = done(network.broker.kill(new KillRequest(bob.caller(), alice.ref())));
      assertThat(killed.pid()).isEqualTo(alice.agent().pid());
      assertThat(killed.peer().id()).isEqualTo(alice.id());
      assertThat(network.processes.signals())
          .containsExactly(new Signal(Signal.Kind.TERMINATE, alice.agent()));
      assertThat(network.everybody()).containsExactly(bob.id());
    }
  }

  @Test
  default void a_person_kills_by_name() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      done(network.broker.kill(new KillRequest(Caller.CLI, "a")));
      assertThat(network.processes.isAlive(alice.agent())).isFalse();
    }
  }

  @Test
  default void who_kills_must_be_registered() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      assertThat(refuse(network, Caller.unverified("deadbeef"), alice.ref()))
          .isEqualTo("kill_peer requires a registered from_id");
      assertThat(refuse(network, Caller.unverified("deadbeef"), "00000bad"))
          .isEqualTo("kill_peer requires a registered from_id");
    }
  }

  @Test
  default void who_is_not_here_cannot_be_killed() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      Refusal refusal = refusal(network.broker.kill(new KillRequest(alice.caller(), "00000bad")));
      assertThat(refusal).isEqualTo(new Refusal(Code.PEER_NOT_FOUND, "Peer 00000bad not found"));
    }
  }

  @Test
  default void nobody_kills_itself_by_any_of_its_peers() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession sibling = network.join(alice.agent(), "/work/a");
      assertThat(refuse(network, alice.caller(), alice.ref())).isEqualTo("Cannot kill yourself");
      assertThat(refuse(network, alice.caller(), "a")).isEqualTo("Cannot kill yourself");
      assertThat(refuse(network, alice.caller(), sibling.ref())).isEqualTo("Cannot kill yourself");
      assertThat(network.processes.signals()).isEmpty();
    }
  }

  @Test
  default void nobody_kills_the_agent_that_it_was_started_by() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession outer = network.join("/work/a");
      ProcessRef inner = network.processes.start(77, outer.agent().pid());
      ContractSession nested = network.join(inner, "/work/b");
      assertThat(refuse(network, nested.caller(), outer.ref())).isEqualTo("Cannot kill yourself");
      assertThat(network.processes.signals()).isEmpty();
    }
  }

  @Test
  default void an_agent_that_serves_several_sessions_is_not_ended_for_one_of_them() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      ProcessRef daemon = network.startAgent();
      ContractSession one = network.join(daemon, "/work/1", r -> r.withThread("th-1"));
      ContractSession two = network.join(daemon, "/work/2", r -> r.withThread("th-2"));
      assertThat(refuse(network, bob.caller(), one.ref())).contains("serves other sessions too");
      assertThat(refuse(network, Caller.CLI, two.ref())).contains("serves other sessions too");
      assertThat(network.processes.signals()).isEmpty();
      done(network.broker.unregister(two.caller()));
      done(network.broker.kill(new KillRequest(bob.caller(), one.ref())));
      assertThat(network.processes.isAlive(daemon)).isFalse();
    }
  }

  @Test
  default void nobody_ends_the_broker_or_what_it_runs_below() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      ProcessRef outer = network.startAgent();
      ProcessRef shell = network.startServer(outer);
      ProcessRef broker = network.processes.start(ProcessHandle.current().pid(), shell.pid());
      for (ProcessRef agent : List.of(outer, shell, broker)) {
        ContractSession session = network.join(agent, "/work/" + agent.pid());
        for (Caller caller : List.of(bob.caller(), Caller.CLI)) {
          assertThat(refuse(network, caller, session.ref())).contains("the broker runs in it");
        }
      }
      assertThat(network.processes.signals()).isEmpty();
    }
  }

  @Test
  default void a_process_that_got_the_pid_of_an_agent_is_never_signalled() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.processes.end(alice.agent().pid());
      network.processes.start(alice.agent().pid());
      assertThat(refuse(network, bob.caller(), alice.ref()))
          .startsWith("Failed to kill PID " + alice.agent().pid() + ": ");
      assertThat(network.processes.signals()).isEmpty();
    }
  }

  @Test
  default void an_agent_of_another_user_is_not_killed_and_stays() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.processes.forbidSignals(alice.agent().pid());
      assertThat(refuse(network, bob.caller(), alice.ref()))
          .startsWith("Failed to kill PID " + alice.agent().pid() + ": ");
      assertThat(network.everybody()).contains(alice.id());
    }
  }

  @Test
  default void an_agent_that_does_not_end_when_asked_is_ended_after_a_while() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.processes.ignoreTermination(alice.agent().pid());
      done(network.broker.kill(new KillRequest(bob.caller(), alice.ref())));
      assertThat(network.processes.isAlive(alice.agent())).isTrue();
      network.scheduler.advance(Limits.DEFAULTS.killGrace().plus(Duration.ofMillis(1)));
      assertThat(network.processes.isAlive(alice.agent())).isFalse();
      assertThat(network.processes.isAlive(bob.agent())).isTrue();
    }
  }

  @Test
  default void who_got_the_pid_of_an_agent_that_was_killed_is_left_alone() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      done(network.broker.kill(new KillRequest(Caller.CLI, alice.ref())));
      ProcessRef successor = network.processes.start(alice.agent().pid());
      network.scheduler.advance(Duration.ofMinutes(1));
      assertThat(network.processes.isAlive(successor)).isTrue();
    }
  }

  private static String refuse(ContractNetwork network, Caller from, String target) {
    return refusal(network.broker.kill(new KillRequest(from, target))).text();
  }
}
