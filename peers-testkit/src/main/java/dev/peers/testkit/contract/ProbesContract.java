package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.HistoryRequest;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.PeerEvent.MessagesRead;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.ProcessRef;
import dev.peers.testkit.RecordingListener;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Peers that only try the network out, beside others that must not notice.
interface ProbesContract extends BrokerExposure {
  @Test
  default void probes_exchange_a_message_unnoticed_and_leave_no_trace() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      RecordingListener ofAlice = listen(network, alice.caller());
      RecordingListener onlooker = listen(network, Caller.CLI);
      Registration one = probe(network, network.startAgent(), "one");
      Registration two = probe(network, network.startAgent(), "two");
      RecordingListener ofOne = listen(network, one.caller());
      RecordingListener ofTwo = listen(network, two.caller());

      String to = two.peer().id().value();
      long id = done(network.broker.send(SendRequest.of(one.caller(), to, "try"))).message().id();
      assertThat(ofTwo.await(MessageArrived.class, 1).getFirst().envelope().message().id())
          .isEqualTo(id);
      assertThat(network.everybody()).containsExactly(alice.id());
      assertThat(answer(network.broker.health()).peers()).isEqualTo(1);
      assertThat(done(network.broker.acknowledge(two.caller(), List.of(id)))).isEqualTo(1);
      ofOne.await(MessagesRead.class, 1);
      done(network.broker.unregister(one.caller()));
      done(network.broker.unregister(two.caller()));

      assertThat(done(network.broker.history(HistoryRequest.of(Caller.CLI, 10)))).isEmpty();
      // What comes after all of that is the first that the others hear.
      network.send(alice, alice, "mine");
      onlooker.await(MessageArrived.class, 1);
      ofAlice.await(MessageArrived.class, 1);
      assertThat(onlooker.events()).hasSize(1);
      assertThat(ofAlice.events()).hasSize(1);
      assertThat(network.notifier.wakes()).isEmpty();
      assertThat(network.marks.keyOf(alice.agent())).isPresent();
    }
  }

  @Test
  default void probes_and_others_cannot_write_to_each_other() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      Registration probe = probe(network, network.startAgent(), "probe");
      String ref = probe.peer().id().value();
      assertThat(code(network.broker.send(SendRequest.of(alice.caller(), ref, "hello"))))
          .isEqualTo(Code.PEER_NOT_FOUND);
      assertThat(code(network.broker.send(SendRequest.of(Caller.CLI, ref, "hello"))))
          .isEqualTo(Code.PEER_NOT_FOUND);
      assertThat(code(network.broker.send(SendRequest.of(probe.caller(), alice.ref(), "hello"))))
          .isEqualTo(Code.PEER_NOT_FOUND);
      assertThat(network.unread(alice)).isEmpty();
    }
  }

  @Test
  default void a_probe_takes_no_mail_over_from_its_agent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "for bob");
      network.processes.end(bob.server().pid());
      Registration probe = probe(network, bob.agent(), "probe");
      assertThat(probe.resumed()).isFalse();
      assertThat(network.unread(probe.caller())).isEmpty();
      done(network.broker.unregister(probe.caller()));
      assertThat(texts(network.unread(network.join(bob.agent(), "/work/b"))))
          .containsExactly("for bob");
    }
  }

  @Test
  default void a_probe_that_died_leaves_no_trace_either() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ProcessRef agent = network.startAgent();
      ProcessRef server = network.startServer(agent);
      Registration probe =
          done(
              network.broker.register(RegisterRequest.of(server.pid(), "/work", ClientType.PROBE)));
      Registration other = probe(network, agent, "other");
      String to = probe.peer().id().value();
      done(network.broker.send(SendRequest.of(other.caller(), to, "unread")));
      network.processes.end(server.pid());
      answer(network.broker.cleanUp());
      assertThat(done(network.broker.history(HistoryRequest.of(Caller.CLI, 10)))).isEmpty();
    }
  }

  private static Registration probe(ContractNetwork network, ProcessRef agent, String name) {
    long pid = network.startServer(agent).pid();
    RegisterRequest request = RegisterRequest.of(pid, "/" + name, ClientType.PROBE);
    return done(network.broker.register(request.withAgent(agent.pid())));
  }

  private static RecordingListener listen(ContractNetwork network, Caller caller) {
    RecordingListener events = new RecordingListener();
    done(network.broker.subscribe(new SubscribeRequest(caller, Optional.empty()), events));
    return events;
  }
}
