package dev.peers.core.internal;

import dev.peers.core.port.PeerStore;
import dev.peers.core.port.Scheduler;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/// Ends a network in order: nothing new is written, what was begun is finished, everybody who
/// listens is told, and what the network owns is closed.
final class Shutdown {
  private final Writer writer;
  private final Streams streams;
  private final PeerStore store;
  private final Scheduler scheduler;
  private final Runnable threads;

  @Inject
  Shutdown(
      Writer writer,
      Streams streams,
      PeerStore store,
      Scheduler scheduler,
      @Named("threads") Runnable threads) {
    this.writer = writer;
    this.streams = streams;
    this.store = store;
    this.scheduler = scheduler;
    this.threads = threads;
  }

  void run() {
    writer.close();
    streams.endAll("the broker stops");
    scheduler.close();
    threads.run();
    store.close();
  }
}
