package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A broker that can be made to fail, request by request.
final class BrokerTrouble {
  /// What goes wrong.
  enum Fault {
    /// The request does not arrive.
    NOT_SENT,
    /// The request is carried out, once, and the answer is lost.
    ANSWER_LOST_ONCE,
    /// It takes effect, but the answer comes when all faults are healed.
    ANSWER_LATE_ONCE,
    /// No answer ever comes.
    HANGS
  }

  private final Broker real;
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final Map<String, Runnable> observers = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> healed = new CompletableFuture<>();
  final Broker broker;

  BrokerTrouble(Broker real) {
    this.real = real;
    this.broker =
        (Broker)
            Proxy.newProxyInstance(
                Broker.class.getClassLoader(),
                new Class<?>[] {Broker.class},
                (proxy, method, arguments) -> {
                  Fault fault = faults.get(method.getName());
                  observers.getOrDefault(method.getName(), () -> {}).run();
                  if (fault == Fault.HANGS) {
                    return new CompletableFuture<>();
                  }
                  if (fault == Fault.NOT_SENT) {
                    return CompletableFuture.failedFuture(
                        BrokerUnavailableException.notSent(
                            "the broker is away", new IOException()));
                  }
                  try {
                    Object stage = method.invoke(this.real, arguments);
                    if (fault == Fault.ANSWER_LOST_ONCE) {
                      faults.remove(method.getName());
                      ((CompletableFuture<?>) stage).join();
                      return CompletableFuture.failedFuture(
                          BrokerUnavailableException.noAnswer(
                              "the connection broke", new IOException()));
                    }
                    if (fault == Fault.ANSWER_LATE_ONCE) {
                      faults.remove(method.getName());
                      return healed.thenCompose(nothing -> (CompletableFuture<?>) stage);
                    }
                    return stage;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  void make(String request, Fault fault) {
    faults.put(request, fault);
  }

  /// Runs this at each request of a kind that is made.
  void calling(String request, Runnable observer) {
    observers.put(request, observer);
  }

  void heal() {
    faults.clear();
    healed.complete(null);
  }
}
