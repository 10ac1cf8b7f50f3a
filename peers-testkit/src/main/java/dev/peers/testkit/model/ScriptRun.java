package dev.peers.testkit.model;

import dev.peers.core.Limits;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import java.util.List;
import java.util.Optional;

/// Runs one script on a network of its own and holds it against the model.
final class ScriptRun {
  /// Small enough to be reached often.
  static final Limits LIMITS =
      Limits.DEFAULTS.withFetchSize(3).withUnreadPerPeer(12).withMessagesKept(60);

  private static final int LOOK_EVERY = 10;

  private final TestNetwork network;
  private final Actions actions;
  private final Checks checks;

  /// What came of a script that broke a promise.
  record Failure(BrokenPromise broken, String log) {}

  private ScriptRun(TestNetwork network) {
    ReferenceModel model = new ReferenceModel();
    this.network = network;
    this.actions = new Actions(network, model);
    this.checks = new Checks(network, model);
  }

  /// The first promise that the network breaks.
  static Optional<Failure> of(List<Step> script, TestNetwork.Builder builder) {
    try (TestNetwork network = builder.limits(LIMITS).open()) {
      try {
        new ScriptRun(network).run(script);
        return Optional.empty();
      } catch (BrokenPromise broken) {
        return Optional.of(new Failure(broken, network.log()));
      }
    }
  }

  private void run(List<Step> script) {
    int count = 0;
    for (Step step : script) {
      network.note("> " + step);
      actions.take(step);
      checks.check();
      if (++count % LOOK_EVERY == 0) {
        checks.presence();
        actions.recover();
        checks.check();
      }
    }
    network.note("> the end: all faults are over, everybody looks");
    settle();
    checks.check();
    checks.presence();
    checks.arrival();
    network.restartBroker();
    checks.check();
  }

  private void settle() {
    network.store().behave();
    actions.recover();
    if (!network.isBrokerRunning()) {
      network.startBroker();
    }
    network.peers().forEach(peer -> peer.link().behave());
    for (TestPeer peer : network.peers()) {
      if (!peer.isRunning()) {
        peer.restart();
      }
    }
    network.passes(TestNetwork.PATIENCE.multipliedBy(12));
    checks.check();
    for (TestPeer peer : network.peers()) {
      actions.take(Step.of(Step.Verb.CHECK, peer.name()));
      checks.check();
    }
  }
}
