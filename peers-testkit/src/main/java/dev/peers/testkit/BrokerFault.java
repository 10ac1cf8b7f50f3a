package dev.peers.testkit;

import java.time.Duration;

/// What can happen to a request of a [FaultyBroker].
sealed interface BrokerFault {
  record Refuse() implements BrokerFault {}

  record DropRequest() implements BrokerFault {}

  record DropAnswer() implements BrokerFault {}

  record BreakOff() implements BrokerFault {}

  record Delay(Duration request, Duration answer) implements BrokerFault {}

  record Duplicate() implements BrokerFault {}
}
