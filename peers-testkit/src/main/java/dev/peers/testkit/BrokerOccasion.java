package dev.peers.testkit;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// When something happens to the requests of a [FaultyBroker], and what.
public final class BrokerOccasion extends Occasion<BrokerOperation, BrokerFault, BrokerOccasion> {
  BrokerOccasion(
      Predicate<BrokerOperation> when,
      Random random,
      Consumer<Rule<BrokerOperation, BrokerFault>> rules) {
    super(when, random, rules);
  }

  /// The broker cannot be reached: the request fails at once with a
  /// [dev.peers.core.BrokerUnavailableException] that says that it was not sent.
  public void refuse() {
    happens(new BrokerFault.Refuse());
  }

  /// The request gets lost: it is not carried out, and no answer comes.
  public void dropRequest() {
    happens(new BrokerFault.DropRequest());
  }

  /// The answer gets lost: the request is carried out, and no answer comes.
  public void dropAnswer() {
    happens(new BrokerFault.DropAnswer());
  }

  /// The connection breaks before the answer: the request is carried out, and fails with a
  /// [dev.peers.core.BrokerUnavailableException] that leaves open whether it was.
  public void breakOff() {
    happens(new BrokerFault.BreakOff());
  }

  /// The request reaches the broker so much later.
  public void delayRequest(Duration delay) {
    happens(new BrokerFault.Delay(delay, Duration.ZERO));
  }

  /// The answer comes so much later.
  public void delayAnswer(Duration delay) {
    happens(new BrokerFault.Delay(Duration.ZERO, delay));
  }

  /// The request reaches the broker twice; the answer is that of the first time.
  public void duplicate() {
    happens(new BrokerFault.Duplicate());
  }

  @Override
  BrokerOccasion self() {
    return this;
  }
}
