package dev.peers.testkit.model;

import dev.peers.core.KillRequest;
import dev.peers.core.model.WakeTransport;
import dev.peers.testkit.Agent;
import dev.peers.testkit.BrokerOccasion;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.Partition;
import dev.peers.testkit.StoreOccasion;
import dev.peers.testkit.StoreOperation;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import java.time.Duration;
import java.util.Optional;

/// Carries out the steps of a script.
final class Actions {
  /// The one that knows no secrets and no event streams.
  private static final String OLD = "d";

  /// The one whose client is handed the text of its mail.
  static final String PUSHED = "c";

  private final TestNetwork network;
  private final MailActions mail;

  Actions(TestNetwork network, ReferenceModel model) {
    this.network = network;
    this.mail = new MailActions(network, model);
  }

  void take(Step step) {
    switch (step.verb()) {
      case PASS -> network.passes(Duration.ofMillis(step.number()));
      case STOP_BROKER, CRASH_BROKER, START_BROKER -> broker(step);
      case FAIL_WRITE -> write(step).fail();
      case DIE_BEFORE -> write(step).crashBeforeCommit();
      case DIE_AFTER -> write(step).crashAfterCommit();
      case JOIN -> join(step.who());
      default -> peer(step.who()).ifPresent(peer -> take(step, peer));
    }
    recover();
  }

  /// A store that died takes its broker along; the next one opens it again.
  void recover() {
    if (!network.store().hasCrashed()) {
      return;
    }
    if (network.isBrokerRunning()) {
      network.crashBroker();
    }
    network.store().behave();
    network.startBroker();
  }

  private void take(Step step, TestPeer peer) {
    switch (step.verb()) {
      case SEND, AGAIN, REPLY, CHECK, FETCH, DRAIN, ACK, GRAB -> mail.take(step, peer);
      case KILL -> peer(step.whom()).ifPresent(target -> kill(peer, target));
      case CUT -> peer.partition();
      case HUSH -> peer.partition(Partition.SILENT);
      case HEAL -> peer.heal();
      case DROP_REQUEST -> next(peer).dropRequest();
      case DROP_ANSWER -> next(peer).dropAnswer();
      case BREAK_OFF -> next(peer).breakOff();
      case DELAY -> next(peer).delayRequest(Duration.ofMillis(step.number()));
      case DUPLICATE -> {
        mail.duplicating();
        next(peer).duplicate();
      }
      default -> end(step, peer);
    }
  }

  private void end(Step step, TestPeer peer) {
    if (!peer.isRunning()) {
      return;
    }
    switch (step.verb()) {
      case CRASH -> peer.crash();
      case UNPLUG -> peer.crashServer();
      case ORPHAN -> peer.crashAgent();
      case LEAVE -> {
        if (peer.isRegistered()) {
          MailActions.attempt(
              () -> {
                peer.leave();
                return peer;
              });
        }
      }
      default -> throw new IllegalArgumentException("nobody carries out " + step);
    }
  }

  private void kill(TestPeer from, TestPeer target) {
    if (from.isRegistered() && target.isRegistered()) {
      KillRequest request = new KillRequest(from.caller(), target.id().value());
      MailActions.attempt(() -> network.await(from.link().kill(request)));
    }
  }

  private void broker(Step step) {
    if (step.verb() == Step.Verb.START_BROKER) {
      if (!network.isBrokerRunning()) {
        network.startBroker();
      }
    } else if (network.isBrokerRunning()) {
      if (step.verb() == Step.Verb.STOP_BROKER) {
        network.stopBroker();
      } else {
        network.crashBroker();
      }
    }
  }

  private void join(String name) {
    Optional<TestPeer> known = peer(name);
    if (known.isEmpty()) {
      Agent agent = Agent.named(name);
      Agent kind = name.equals(PUSHED) ? agent.wokenBy(WakeTransport.CHANNEL) : agent;
      network.join(name.equals(OLD) ? kind.ofOldProtocol() : kind);
    } else if (!known.get().isRunning()) {
      known.get().restart();
    }
  }

  private StoreOccasion write(Step step) {
    mail.storeMayFail();
    return network.store().on(StoreOperation.WRITE).nth(step.number());
  }

  private static BrokerOccasion next(TestPeer peer) {
    return peer.link().on(BrokerOperation.SEND, BrokerOperation.ACKNOWLEDGE).nth(1);
  }

  private Optional<TestPeer> peer(String name) {
    return network.peers().stream().filter(peer -> peer.name().equals(name)).findFirst();
  }
}
