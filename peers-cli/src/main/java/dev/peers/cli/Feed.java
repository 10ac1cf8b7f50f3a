package dev.peers.cli;

import dev.peers.core.Caller;
import dev.peers.core.EventListener;
import dev.peers.core.PeerEvent;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// An event stream to take events from, one after the other.
final class Feed implements AutoCloseable {
  /// As many events as may wait while the terminal is slow.
  private static final int ROOM = 10_000;

  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(ROOM);
  private final Subscription subscription;

  private sealed interface Item {
    record Event(PeerEvent event) implements Item {}

    record End(String reason) implements Item {}
  }

  private Feed(Network network, Caller caller) {
    EventListener listener =
        new EventListener() {
          @Override
          public void onEvent(PeerEvent event) {
            add(new Item.Event(event));
          }

          @Override
          public void onEnd(String reason) {
            add(new Item.End(reason));
          }
        };
    SubscribeRequest request = new SubscribeRequest(caller, Optional.empty());
    subscription = network.done(network.broker().subscribe(request, listener));
  }

  static Feed open(Network network, Caller caller) {
    return new Feed(network, caller);
  }

  /// When the reader is too slow the newest event gives way to the news of that.
  private void add(Item item) {
    if (!items.offer(item)) {
      items.clear();
      items.offer(new Item.End("events came faster than they could be shown"));
    }
  }

  /// The next event, however long it takes.
  ///
  /// @throws CliException if the stream has ended
  PeerEvent next() {
    while (true) {
      Optional<PeerEvent> event = next(Duration.ofDays(1));
      if (event.isPresent()) {
        return event.get();
      }
    }
  }

  /// The next event, or nothing if none comes in time.
  ///
  /// @throws CliException if the stream has ended
  Optional<PeerEvent> next(Duration patience) {
    try {
      return switch (items.poll(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        case null -> Optional.empty();
        case Item.Event(PeerEvent event) -> Optional.of(event);
        case Item.End(String reason) ->
            throw new CliException(
                ExitCode.NO_BROKER, "The broker ended the stream: " + Safe.line(reason));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failed("Interrupted.");
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
