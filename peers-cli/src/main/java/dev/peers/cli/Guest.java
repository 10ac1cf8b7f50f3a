package dev.peers.cli;

import dev.peers.core.Caller;
import dev.peers.core.PeerEvent;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// This command as a peer for as long as it runs, so that others can write to it. Its agent is the
/// shell that called it: called again from there, it is the same peer and finds its mail.
final class Guest implements AutoCloseable {
  private final Network network;
  private final Registration registration;
  private final Feed feed;

  private Guest(Network network, Registration registration, Feed feed) {
    this.network = network;
    this.registration = registration;
    this.feed = feed;
  }

  static Guest enter(Network network, Optional<PeerName> name) {
    String cwd = Path.of("").toAbsolutePath().toString();
    RegisterRequest request =
        RegisterRequest.of(ProcessHandle.current().pid(), cwd, ClientType.CLI)
            .withSummary("A person or a script at a terminal");
    Registration registration =
        network.done(network.broker().register(name.map(request::withName).orElse(request)));
    return new Guest(network, registration, Feed.open(network, registration.caller()));
  }

  Peer peer() {
    return registration.peer();
  }

  Caller caller() {
    return registration.caller();
  }

  /// The first message that is wanted, which counts as read from then on, or nothing if none comes
  /// in time. Other mail stays unread.
  Optional<Envelope> await(Predicate<Envelope> wanted, Optional<Duration> patience) {
    long start = System.nanoTime();
    while (true) {
      Optional<PeerEvent> event;
      if (patience.isPresent()) {
        Duration left = patience.get().minusNanos(System.nanoTime() - start);
        event = feed.next(left.isNegative() ? Duration.ZERO : left);
        if (event.isEmpty()) {
          return Optional.empty();
        }
      } else {
        event = Optional.of(feed.next());
      }
      if (event.get() instanceof PeerEvent.MessageArrived(Envelope message)
          && wanted.test(message)) {
        return Optional.of(message);
      }
    }
  }

  void acknowledge(Envelope message) {
    network.done(network.broker().acknowledge(caller(), List.of(message.message().id())));
  }

  @Override
  public void close() {
    feed.close();
    try {
      network.done(network.broker().unregister(caller()));
    } catch (CliException e) {
      // The broker notices by itself that this process is gone.
      return;
    }
  }
}
