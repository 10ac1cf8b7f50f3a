package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Caller;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.Registration;
import dev.peers.core.model.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// What the tools see of this agent's place in the network: every request is made as the peer that
/// the agent is, which a request brings about if need be. Thread-safe.
final class Session {
  private static final int MAX_ATTEMPTS = 3;
  private static final int MAX_OWED = 1_000;

  private final Membership membership;
  private final Waits waits;
  private final Supplier<Broker> broker;
  private final McpTimings timings;
  private final ReentrantLock showing = new ReentrantLock();
  private final TreeSet<Long> owed = new TreeSet<>();

  Session(Membership membership, Waits waits, Supplier<Broker> broker, McpTimings timings) {
    this.membership = membership;
    this.waits = waits;
    this.broker = broker;
    this.timings = timings;
  }

  Waits waits() {
    return waits;
  }

  McpTimings timings() {
    return timings;
  }

  /// How long a tool call may keep the agent waiting for the broker.
  Deadline callDeadline() {
    return Deadline.in(timings.callWait());
  }

  /// Who this session is.
  Peer self(Deadline deadline) throws InterruptedException, NotRegisteredException {
    return membership.registered(deadline).peer();
  }

  /// Makes a request that does no harm if it is made twice.
  <T> Outcome<T> ask(
      Deadline deadline, BiFunction<Broker, Caller, CompletionStage<Outcome<T>>> request)
      throws InterruptedException, NotRegisteredException {
    for (int attempt = 1; ; attempt++) {
      Registration self = membership.registered(deadline);
      try {
        Outcome<T> outcome = deadline.await(request.apply(broker.get(), self.caller()));
        if (attempt == MAX_ATTEMPTS || !isForgotten(outcome)) {
          return outcome;
        }
        membership.renew(self);
      } catch (BrokerUnavailableException e) {
        if (attempt == MAX_ATTEMPTS || deadline.isOver()) {
          throw e;
        }
      }
    }
  }

  /// Makes a request once; again only if it cannot have arrived.
  <T> Outcome<T> askOnce(
      Deadline deadline, BiFunction<Broker, Caller, CompletionStage<Outcome<T>>> request)
      throws InterruptedException, NotRegisteredException {
    return ask(
        deadline,
        (b, caller) ->
            request
                .apply(b, caller)
                .exceptionallyCompose(e -> CompletableFuture.failedStage(asFinal(e))));
  }

  /// A failure after which the request must not be repeated is passed on as another kind.
  private static Throwable asFinal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof BrokerUnavailableException away && !away.wasNotSent()
        ? new UnknownOutcomeException(away)
        : cause;
  }

  /// Writes an answer that shows mail. Nobody looks at the mail between the writing and the note
  /// that it was read, so that it is not shown as new twice.
  void answer(Runnable writing) {
    showing.lock();
    try {
      writing.run();
    } finally {
      showing.unlock();
    }
  }

  /// Takes note whether mail has reached the agent's client. If not, the agent is told of it as of
  /// any other.
  void shown(List<Long> ids, boolean written) {
    if (!written) {
      membership.offerUnread();
      return;
    }
    synchronized (owed) {
      owed.addAll(ids);
      while (owed.size() > MAX_OWED) {
        owed.pollFirst();
      }
    }
    membership.mailRead(Collections.max(ids));
  }

  /// Marks mail as read that the agent was shown. What the broker does not learn now, it learns
  /// before the next look at the mail.
  void acknowledge() throws InterruptedException {
    try {
      settle(callDeadline());
    } catch (RuntimeException | NotRegisteredException e) {
      Log.get()
          .log(System.Logger.Level.WARNING, "could not mark mail as read yet: {0}", e.getMessage());
    }
  }

  /// Tells the broker of everything that was read and that it did not learn of yet.
  void settle(Deadline deadline) throws InterruptedException, NotRegisteredException {
    List<Long> ids = owed(deadline);
    if (!ids.isEmpty() && ask(deadline, (b, caller) -> b.acknowledge(caller, ids)).isDone()) {
      synchronized (owed) {
        ids.forEach(owed::remove);
      }
    }
  }

  private List<Long> owed(Deadline deadline) throws InterruptedException {
    boolean quiet = showing.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    try {
      synchronized (owed) {
        return new ArrayList<>(owed);
      }
    } finally {
      if (quiet) {
        showing.unlock();
      }
    }
  }

  /// A call that waited for mail gave up: the agent is told of what came in the meantime.
  void waitGivenUp() {
    membership.offerUnread();
  }

  private static boolean isForgotten(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal)
        && switch (refusal.code()) {
          case UNKNOWN_PEER, UNKNOWN_SENDER, WRONG_SECRET -> true;
          default -> false;
        };
  }
}
