package dev.peers.testkit.junit;

import dev.peers.core.Broker;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.ForwardingBroker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Writes down that it was closed.
final class ClosingBroker extends ForwardingBroker {
  private final Broker broker;
  private final ByteArrayOutputStream ended;

  ClosingBroker(Broker broker, ByteArrayOutputStream ended) {
    this.broker = broker;
    this.ended = ended;
  }

  @Override
  protected <T> CompletionStage<T> forward(
      BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
    return request.apply(broker);
  }

  @Override
  public void close() {
    ended.writeBytes("closed ".getBytes(StandardCharsets.UTF_8));
    broker.close();
  }
}
