package dev.peers.core.session;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The registration of a session, made again whenever the broker does not know it any more, until
/// the session leaves. Thread-safe.
final class Membership {
  private final Broker broker;
  private final RegisterRequest request;
  private Registration current;
  private Optional<CompletableFuture<Registration>> renewal = Optional.empty();
  private boolean left;

  private Membership(Broker broker, RegisterRequest request, Registration first) {
    this.broker = broker;
    this.request = request;
    this.current = first;
  }

  static CompletionStage<Membership> begin(Broker broker, RegisterRequest request) {
    return broker
        .register(request)
        .thenApply(outcome -> new Membership(broker, request, outcome.orThrow()));
  }

  synchronized Registration current() {
    return current;
  }

  /// Makes a request as this peer, and once more if the broker had forgotten it.
  <T> CompletionStage<Outcome<T>> ask(Function<Caller, CompletionStage<Outcome<T>>> request) {
    Registration asking;
    synchronized (this) {
      if (left) {
        return CompletableFuture.failedStage(closed());
      }
      asking = current;
    }
    return request
        .apply(asking.caller())
        .thenCompose(
            outcome ->
                isForgotten(outcome)
                    ? renew(asking).thenCompose(renewed -> request.apply(renewed.caller()))
                    : CompletableFuture.completedStage(outcome));
  }

  /// Registers again in place of a registration that is not known any more. Whoever asks for it at
  /// the same time gets the same new one.
  CompletionStage<Registration> renew(Registration lost) {
    CompletableFuture<Registration> renewed;
    synchronized (this) {
      if (left) {
        return CompletableFuture.failedStage(closed());
      }
      if (!current.equals(lost)) {
        return CompletableFuture.completedStage(current);
      }
      if (renewal.isPresent()) {
        return renewal.get();
      }
      renewed = new CompletableFuture<>();
      renewal = Optional.of(renewed);
    }
    RegisterRequest again = lost.secret().map(request::withSecret).orElse(request);
    broker
        .register(again)
        .thenApply(Outcome::orThrow)
        .whenComplete((registration, failure) -> renewed(renewed, registration, failure));
    return renewed;
  }

  private void renewed(
      CompletableFuture<Registration> waiting,
      @Nullable Registration registration,
      @Nullable Throwable failure) {
    boolean late;
    synchronized (this) {
      renewal = Optional.empty();
      late = left;
      if (registration != null) {
        current = registration;
      }
    }
    if (registration == null) {
      waiting.completeExceptionally(failure != null ? failure : closed());
    } else if (late) {
      broker.unregister(registration.caller());
      waiting.completeExceptionally(closed());
    } else {
      waiting.complete(registration);
    }
  }

  /// Takes the peer off the list, for good.
  CompletionStage<Outcome<Nothing>> leave() {
    Registration last;
    synchronized (this) {
      left = true;
      last = current;
    }
    return broker.unregister(last.caller());
  }

  static boolean isForgotten(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal)
        && switch (refusal.code()) {
          case UNKNOWN_PEER, UNKNOWN_SENDER, WRONG_SECRET -> true;
          default -> false;
        };
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the session is closed");
  }
}
