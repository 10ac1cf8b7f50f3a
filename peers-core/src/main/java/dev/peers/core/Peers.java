package dev.peers.core;

import dev.peers.core.port.Ids;
import dev.peers.core.port.Notifier;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.Repositories;
import dev.peers.core.port.Scheduler;
import java.time.Clock;
import java.util.concurrent.Executor;

/// Makes a peers network in this process.
public final class Peers {
  private Peers() {}

  public static Builder builder() {
    return new Builder();
  }

  /// What a network is made of.
  public static final class Builder {
    private Clock clock = Clock.systemUTC();

    public Builder store(PeerStore store) {
      return this;
    }

    public Builder processes(ProcessInspector processes) {
      return this;
    }

    public Builder notifier(Notifier notifier) {
      return this;
    }

    public Builder repositories(Repositories repositories) {
      return this;
    }

    public Builder ids(Ids ids) {
      return this;
    }

    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    public Builder scheduler(Scheduler scheduler) {
      return this;
    }

    /// Runs writes to the store, one after the other.
    public Builder writer(Executor writer) {
      return this;
    }

    public Builder limits(Limits limits) {
      return this;
    }

    /// What the network says its version is.
    public Builder version(String version) {
      return this;
    }

    public Broker open() {
      java.util.Objects.requireNonNull(clock, "clock");
      throw new IllegalStateException("under construction");
    }
  }
}
