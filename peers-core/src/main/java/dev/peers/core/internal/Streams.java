package dev.peers.core.internal;

import dev.peers.core.EventListener;
import dev.peers.core.PeerEvent;
import dev.peers.core.Subscription;
import dev.peers.core.model.PeerId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// The open event streams. Events are told on the writing thread, after their commit, so that every
/// stream hears them in the order in which they became true.
@Singleton
final class Streams {
  private static final System.Logger LOG = System.getLogger("dev.peers.core");

  private final List<Stream> open = new CopyOnWriteArrayList<>();
  private final Directory directory;

  @Inject
  Streams(Directory directory) {
    this.directory = directory;
  }

  /// Adds a stream of a peer, or without one that of an onlooker, who hears everything.
  Subscription add(Optional<Entry> peer, EventListener listener) {
    Stream stream = new Stream(peer, listener);
    open.add(stream);
    peer.ifPresent(entry -> entry.streams.incrementAndGet());
    return stream;
  }

  /// Tells a peer, and whoever looks on.
  void tell(PeerId peer, PeerEvent event) {
    boolean probe = isProbe(peer);
    for (Stream stream : open) {
      if ((stream.isOnlooker() && !probe) || stream.belongsTo(peer)) {
        stream.tell(event);
      }
    }
  }

  /// Tells everybody but one.
  void tellOthers(PeerId about, PeerEvent event) {
    if (isProbe(about)) {
      return;
    }
    for (Stream stream : open) {
      if (!stream.belongsTo(about)) {
        stream.tell(event);
      }
    }
  }

  private boolean isProbe(PeerId peer) {
    return directory.byId(peer).filter(Entry::isProbe).isPresent();
  }

  /// Ends the streams of one peer.
  void end(PeerId peer, String reason) {
    for (Stream stream : open) {
      if (stream.belongsTo(peer)) {
        stream.end(reason);
      }
    }
  }

  void endAll(String reason) {
    for (Stream stream : open) {
      stream.tell(new PeerEvent.BrokerClosing());
      stream.end(reason);
    }
  }

  int count() {
    return open.size();
  }

  /// How many streams belong to no peer.
  int onlookers() {
    int count = 0;
    for (Stream stream : open) {
      count += stream.isOnlooker() ? 1 : 0;
    }
    return count;
  }

  private final class Stream implements Subscription {
    private final Optional<Entry> peer;
    private final EventListener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    Stream(Optional<Entry> peer, EventListener listener) {
      this.peer = peer;
      this.listener = listener;
    }

    boolean isOnlooker() {
      return peer.isEmpty();
    }

    boolean belongsTo(PeerId id) {
      return peer.isPresent() && peer.get().id().equals(id);
    }

    void tell(PeerEvent event) {
      if (closed.get()) {
        return;
      }
      try {
        listener.onEvent(event);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A listener failed; its stream ends", e);
        end("its listener failed");
      }
    }

    void end(String reason) {
      if (leave()) {
        try {
          listener.onEnd(reason);
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "A listener failed at its end", e);
        }
      }
    }

    @Override
    public void close() {
      leave();
    }

    private boolean leave() {
      if (!closed.compareAndSet(false, true)) {
        return false;
      }
      open.remove(this);
      peer.ifPresent(entry -> entry.streams.decrementAndGet());
      return true;
    }
  }
}
