package dev.peers.testkit;

import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.port.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Registers and listens for one MCP server, and does so again whenever the broker was lost. It
/// never waits: what is not answered now is tried again later.
final class Connection {
  /// How long after a loss it tries again; twice as long after each failure, up to a minute.
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final FaultyBroker link;
  private final Scheduler scheduler;
  private final RegisterRequest request;
  private final boolean listens;
  private final Consumer<PeerEvent> heard;
  private final Consumer<String> told;
  private Optional<Registration> registration = Optional.empty();
  private boolean trying;
  private boolean connected;
  private boolean over;
  private int attempts;
  private long lastSeen;
  private Duration pause = RETRY;

  /// @param listens whether it opens an event stream, as clients of the old protocol do not
  /// @param heard takes the events
  /// @param told takes what a person would like to read of this
  Connection(
      FaultyBroker link,
      Scheduler scheduler,
      RegisterRequest request,
      boolean listens,
      Consumer<PeerEvent> heard,
      Consumer<String> told) {
    this.link = link;
    this.scheduler = scheduler;
    this.request = request;
    this.listens = listens;
    this.heard = heard;
    this.told = told;
  }

  /// Registers and listens, unless it does.
  void open() {
    if (over || connected) {
      return;
    }
    int attempt = ++attempts;
    trying = true;
    scheduler.after(TestNetwork.PATIENCE, () -> lost(attempt, "no answer"));
    follow(attempt, link.register(request), this::registered);
  }

  /// The process behind it has ended.
  void end() {
    over = true;
    connected = false;
    registration = Optional.empty();
    link.vanish();
  }

  Optional<Registration> registration() {
    return registration;
  }

  /// Whether an event stream is open.
  boolean isConnected() {
    return connected && listens;
  }

  private void registered(Registration registered) {
    boolean first = registration.isEmpty();
    registration = Optional.of(registered);
    if (first) {
      told.accept(
          "is "
              + registered.peer().id()
              + (registered.resumed() ? " again, " + registered.unread() + " unread" : ""));
    }
    if (listens) {
      subscribe(registered);
    } else {
      listening();
    }
  }

  private void subscribe(Registration registered) {
    int attempt = attempts;
    SubscribeRequest subscribe =
        new SubscribeRequest(registered.caller(), Optional.of(lastSeen).filter(id -> id > 0));
    follow(attempt, link.subscribe(subscribe, new Stream(attempt)), subscription -> listening());
  }

  private void listening() {
    trying = false;
    connected = true;
    pause = RETRY;
  }

  private <T> void follow(
      int attempt, CompletionStage<Outcome<T>> answer, Consumer<? super T> next) {
    answer.whenComplete(
        (outcome, failure) -> {
          if (attempt != attempts || over) {
            return;
          }
          if (failure != null) {
            failed(attempt, String.valueOf(failure.getMessage()));
          } else if (outcome instanceof Outcome.Done<T>(T value)) {
            next.accept(value);
          } else if (outcome instanceof Outcome.Refused<T>(var refusal)) {
            failed(attempt, refusal.text());
          }
        });
  }

  private void failed(int attempt, String reason) {
    if (pause.equals(RETRY)) {
      told.accept("cannot connect: " + reason);
    }
    retry(attempt);
    pause = pause.compareTo(LONGEST_RETRY.dividedBy(2)) < 0 ? pause.multipliedBy(2) : LONGEST_RETRY;
  }

  private void lost(int attempt, String reason) {
    if (attempt == attempts && trying && !over) {
      failed(attempt, reason);
    }
  }

  private void retry(int attempt) {
    trying = false;
    connected = false;
    scheduler.after(
        pause,
        () -> {
          if (attempt == attempts) {
            open();
          }
        });
  }

  /// The stream of one attempt; what comes on an older one than the latest is ignored.
  private final class Stream implements EventListener {
    private final int attempt;

    Stream(int attempt) {
      this.attempt = attempt;
    }

    @Override
    public void onEvent(PeerEvent event) {
      if (attempt == attempts && !over) {
        if (event instanceof PeerEvent.MessageArrived(var envelope)) {
          lastSeen = Math.max(lastSeen, envelope.message().id());
        }
        heard.accept(event);
      }
    }

    @Override
    public void onEnd(String reason) {
      if (attempt == attempts && !over) {
        told.accept("loses the broker: " + reason);
        retry(attempt);
      }
    }
  }
}
