package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.refusal;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.KillRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.Witness;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.session.Session;
import dev.peers.testkit.FaultyStore;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.StoreOperation;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the operating system's word for who asks is worth. It does not travel over the wire, so
/// this is tested in the process.
class WitnessTest {
  private final ContractNetwork network = ContractNetwork.of(broker -> broker);

  private static Witness of(ProcessRef process) {
    return () -> Optional.of(process.pid());
  }

  private RegisterRequest request(ProcessRef server, ContractSession before) {
    return RegisterRequest.of(server.pid(), "/work/a", before.peer().clientType())
        .withAgent(before.agent().pid());
  }

  @Test
  void a_server_that_restarts_under_its_agent_needs_no_secret() {
    ContractSession before = network.join("/work/a");
    ContractSession bob = network.join("/work/b");
    network.send(bob, before, "while you were away");
    network.processes.end(before.server().pid());
    ProcessRef server = network.startServer(before.agent());

    Registration after =
        done(network.broker.register(request(server, before).withWitness(of(server))));

    assertThat(after.peer().id()).isEqualTo(before.id());
    assertThat(after.peer().name()).isEqualTo(before.peer().name());
    assertThat(texts(network.unread(after.caller()))).containsExactly("while you were away");
  }

  @Test
  void a_server_of_codex_becomes_the_peer_of_its_thread_once_that_is_known() {
    ContractSession bob = network.join("/work/b");
    ProcessRef agent = network.startAgent();
    ProcessRef first = network.startServer(agent);
    Registration before = codex(first, Optional.of("th-1"));
    network.processes.end(first.pid());
    ProcessRef server = network.startServer(agent);
    Registration interim = codex(server, Optional.empty());
    done(
        network.broker.send(
            SendRequest.of(bob.caller(), interim.peer().id().value(), "meanwhile")));

    Registration known = codex(server, Optional.of("th-1"));

    assertThat(known.peer().id()).isEqualTo(before.peer().id());
    assertThat(texts(network.unread(known.caller()))).containsExactly("meanwhile");
  }

  private Registration codex(ProcessRef server, Optional<String> thread) {
    RegisterRequest plain =
        RegisterRequest.of(server.pid(), "/work/a", ClientType.CODEX).withWitness(of(server));
    return done(network.broker.register(thread.map(plain::withThread).orElse(plain)));
  }

  @Test
  void a_process_of_another_agent_does_not_become_its_server() {
    ContractSession before = network.join("/work/a");
    ContractSession bob = network.join("/work/b");
    network.send(bob, before, "for alice alone");
    network.processes.end(before.server().pid());
    ProcessRef server = network.startServer(before.agent());
    ProcessRef stranger = network.startServer(network.startAgent());

    Registration impostor =
        done(network.broker.register(request(server, before).withWitness(of(stranger))));

    assertThat(impostor.peer().id()).isNotEqualTo(before.id());
    assertThat(network.unread(impostor.caller())).isEmpty();
  }

  @Test
  void the_place_of_a_living_server_is_only_its_own() {
    ContractSession before = network.join("/work/a");
    ProcessRef tool = network.startServer(before.agent());

    Registration other =
        done(network.broker.register(request(before.server(), before).withWitness(of(tool))));
    assertThat(other.peer().id()).isNotEqualTo(before.id());

    Registration same =
        done(
            network.broker.register(
                request(before.server(), before).withWitness(of(before.server()))));
    assertThat(same.peer().id()).isEqualTo(before.id());
  }

  @Test
  void a_server_that_asks_again_before_the_first_answer_is_one_peer() {
    ProcessRef server = network.startServer(network.startAgent());
    RegisterRequest request =
        RegisterRequest.of(server.pid(), "/work/a", ClientType.CODEX).withWitness(of(server));
    CountDownLatch askedAgain = new CountDownLatch(1);
    FaultyStore store = FaultyStore.over(new InMemoryPeerStore());
    store.on(StoreOperation.PUT).nth(1).slow(() -> await(askedAgain));
    try (Broker broker = Peers.builder().store(store).processes(network.processes).open()) {
      CompletionStage<Outcome<Registration>> first = broker.register(request);
      CompletionStage<Outcome<Registration>> again = broker.register(request);
      askedAgain.countDown();
      assertThat(done(again).peer().id()).isEqualTo(done(first).peer().id());
      assertThat(done(again).resumed()).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void mail_goes_to_a_sibling_that_the_system_vouches_for() {
    ContractSession one = network.join("/work/a");
    ContractSession bob = network.join("/work/b");
    ProcessRef server = network.startServer(one.agent());
    Registration two = done(network.broker.register(request(server, one).withWitness(of(server))));
    network.send(bob, one, "1");
    done(network.broker.unregister(one.caller()));
    assertThat(texts(network.unread(two.caller()))).containsExactly("1");
  }

  @Test
  void a_session_of_the_brokers_own_process_comes_back_as_itself() {
    try (Broker here = Peers.builder().store(new InMemoryPeerStore()).open()) {
      Session before = Session.join(here, RegisterRequest.program("red", "/work/red"));
      PeerId id = before.self().id();
      before.close();
      try (Session after = Session.join(here, RegisterRequest.program("red", "/work/red"))) {
        assertThat(after.self().id()).isEqualTo(id);
      }
    }
  }

  @Test
  void nobody_kills_the_agent_that_it_runs_in_even_as_a_person() {
    ContractSession alice = network.join("/work/a");
    ContractSession bob = network.join("/work/b");
    ProcessRef shell = network.startServer(alice.agent());
    KillRequest own = new KillRequest(Caller.CLI, alice.ref()).withWitness(of(shell));

    assertThat(refusal(network.broker.kill(own)).text()).isEqualTo("Cannot kill yourself");
    assertThat(network.processes.signals()).isEmpty();

    done(network.broker.kill(new KillRequest(Caller.CLI, bob.ref()).withWitness(of(shell))));
    assertThat(network.processes.isAlive(bob.agent())).isFalse();
  }
}
