package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.Outcome;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.ForwardingBroker;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Says of everybody who registers what the operating system says on a Unix socket: which process
/// it is. Here everybody is who it claims to be.
final class VouchingBroker extends ForwardingBroker {
  private final Broker broker;

  VouchingBroker(Broker broker) {
    this.broker = broker;
  }

  @Override
  protected <T> CompletionStage<T> forward(
      BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
    return request.apply(broker);
  }

  @Override
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    return super.register(request.withWitness(() -> Optional.of(request.pid())));
  }

  @Override
  public void close() {
    broker.close();
  }
}
