package dev.peers.cli.hook;

import dev.peers.core.Broker;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.ForwardingBroker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A broker that takes every request and never answers, except for what a subclass says.
class SilentBroker extends ForwardingBroker {
  @Override
  protected <T> CompletionStage<T> forward(
      BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
    return new CompletableFuture<>();
  }

  @Override
  public void close() {}
}
