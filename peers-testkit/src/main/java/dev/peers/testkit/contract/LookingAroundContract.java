package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.Scope;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Who sees whom.
interface LookingAroundContract extends BrokerExposure {
  @Test
  default void the_machine_is_listed_in_order_of_registration() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      assertThat(network.everybody()).isEmpty();
      ContractSession alice = network.join("/work/z");
      network.clock.advance(Duration.ofSeconds(1));
      ContractSession bob = network.join("/work/a");
      network.clock.advance(Duration.ofSeconds(1));
      ContractSession carol = network.joinUnsecured("/elsewhere");
      assertThat(network.everybody()).containsExactly(alice.id(), bob.id(), carol.id());
    }
  }

  @Test
  default void a_directory_is_exactly_that_folder() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/a");
      network.join("/work/a/sub");
      network.join("/work");
      assertThat(network.list(look(Scope.DIRECTORY, "/work/a", "")))
          .containsExactly(alice.id(), bob.id());
    }
  }

  @Test
  default void a_repository_is_seen_across_its_work_trees_and_subfolders() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      network
          .repositories
          .workTree("/work/trunk", "/work/trunk/.git")
          .workTree("/trees/feature", "/work/trunk/.git")
          .workTree("/work/other", "/work/other/.git");
      ContractSession main = network.join("/work/trunk", r -> r.withGitRoot("/work/trunk"));
      ContractSession sub = network.join("/work/trunk/lib", r -> r.withGitRoot("/work/trunk"));
      ContractSession tree = network.join("/trees/feature", r -> r.withGitRoot("/trees/feature"));
      network.join("/work/other", r -> r.withGitRoot("/work/other"));
      network.join("/work/trunk");
      assertThat(network.list(look(Scope.REPO, "/trees/feature/x", "/trees/feature")))
          .containsExactly(main.id(), sub.id(), tree.id());
    }
  }

  @Test
  default void a_repository_that_only_clients_know_is_the_top_of_its_work_tree() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a/lib", r -> r.withGitRoot("/work/a"));
      network.join("/work/b", r -> r.withGitRoot("/work/b"));
      assertThat(network.list(look(Scope.REPO, "/work/a", "/work/a"))).containsExactly(alice.id());
    }
  }

  @Test
  default void without_a_repository_its_scope_falls_back_to_the_folder() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      network.join("/work/b");
      assertThat(network.list(look(Scope.REPO, "/work/a", ""))).containsExactly(alice.id());
    }
  }

  @Test
  default void one_peer_can_be_left_out_by_id_or_name() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      assertThat(network.list(without(alice.ref()))).containsExactly(bob.id());
      assertThat(network.list(without("b"))).containsExactly(alice.id());
      assertThat(network.list(without("deadbeef"))).containsExactly(alice.id(), bob.id());
    }
  }

  @Test
  default void the_dead_are_not_listed() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.clock.advance(Duration.ofSeconds(1));
      network.processes.end(alice.server().pid());
      assertThat(network.everybody()).containsExactly(bob.id());
    }
  }

  @Test
  default void who_got_the_pid_of_a_dead_peer_is_not_listed_for_it() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      network.clock.advance(Duration.ofSeconds(1));
      network.processes.start(alice.server().pid(), alice.agent().pid());
      assertThat(network.everybody()).isEmpty();
    }
  }

  @Test
  default void a_peer_that_may_not_be_signalled_lives() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      network.processes.forbidSignals(alice.server().pid());
      network.clock.advance(Duration.ofSeconds(1));
      assertThat(network.everybody()).containsExactly(alice.id());
    }
  }

  @Test
  default void the_dead_are_noticed_though_nobody_looks() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      network.join("/work/b");
      network.end(alice);
      network.scheduler.advance(Duration.ofSeconds(2));
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> answer(network.broker.health()).peers() == 1);
    }
  }

  @Test
  default void who_has_left_is_not_listed() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      done(network.broker.unregister(alice.caller()));
      assertThat(network.everybody()).containsExactly(bob.id());
    }
  }

  @Test
  default void the_list_says_how_much_mail_waits() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "1");
      network.send(alice, bob, "2");
      assertThat(answer(network.broker.list(without(alice.ref()))))
          .singleElement()
          .extracting(PeerStatus::unread)
          .isEqualTo(2);
    }
  }

  private static ListRequest look(Scope scope, String cwd, String gitRoot) {
    return new ListRequest(
        scope, cwd, Optional.of(gitRoot).filter(root -> !root.isEmpty()), Optional.empty());
  }

  private static ListRequest without(String ref) {
    return new ListRequest(Scope.MACHINE, "/", Optional.empty(), Optional.of(ref));
  }
}
