package dev.peers.core.internal;

import dagger.Binds;
import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.peers.core.Broker;
import dev.peers.core.Limits;
import dev.peers.core.port.Activities;
import dev.peers.core.port.Ids;
import dev.peers.core.port.Notifier;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.Repositories;
import dev.peers.core.port.Scheduler;
import dev.peers.core.port.UnreadMarks;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;

/// Wires a network. [dev.peers.core.Peers] is the way in.
@Singleton
@Component(modules = NetworkComponent.Wiring.class)
public interface NetworkComponent {
  Broker broker();

  static Factory factory() {
    return DaggerNetworkComponent.factory();
  }

  /// Takes what a network is made of.
  @Component.Factory
  interface Factory {
    NetworkComponent of(
        @BindsInstance PeerStore store,
        @BindsInstance ProcessInspector processes,
        @BindsInstance Notifier notifier,
        @BindsInstance UnreadMarks marks,
        @BindsInstance Activities activities,
        @BindsInstance Repositories repositories,
        @BindsInstance Ids ids,
        @BindsInstance Clock clock,
        @BindsInstance Scheduler scheduler,
        @BindsInstance Limits limits,
        @BindsInstance @Named("version") String version,
        @BindsInstance @Named("writer") Executor writer,
        @BindsInstance @Named("reader") Executor reader,
        @BindsInstance @Named("threads") Runnable threads);
  }

  /// What has no constructor that Dagger could call.
  @Module
  interface Wiring {
    @Binds
    @Singleton
    Broker broker(NetworkBroker broker);

    @Provides
    @Singleton
    static Directory directory(PeerStore store, UnreadMarks marks, Ids ids) {
      return new Directory(store.peers(), store.unreadCounts(), marks, ids);
    }

    @Provides
    @Singleton
    static Writer writer(PeerStore store, @Named("writer") Executor thread) {
      return new Writer(store, thread);
    }

    @Provides
    @Singleton
    static Reader reader(@Named("reader") Executor threads) {
      return new Reader(threads);
    }
  }
}
