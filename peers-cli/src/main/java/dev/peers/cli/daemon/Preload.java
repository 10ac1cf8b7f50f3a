package dev.peers.cli.daemon;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Loads what the network and the transports are made of, while another thread opens the database.
/// That saves time where a second processor is free, and costs none where it is not.
///
/// It only makes things faster: what is not found here is loaded when it is needed.
final class Preload {
  /// The classes that take the longest, with all that they refer to.
  static final List<String> CLASSES =
      List.of(
          "org.xnio.nio.NioXnioProvider",
          "org.xnio.nio.NioXnioWorker",
          "sun.nio.ch.UnixDomainSockets",
          "io.undertow.server.protocol.http.HttpOpenListener",
          "io.undertow.server.Connectors",
          "dev.peers.transport.http.internal.HttpListener",
          "dev.peers.core.internal.DaggerNetworkComponent",
          "dagger.internal.DoubleCheck");

  private Preload() {}

  /// Starts to load on a thread of its own; completes when that is done, never exceptionally.
  static CompletableFuture<Void> start() {
    return CompletableFuture.runAsync(
        Preload::load, task -> Thread.ofPlatform().daemon().name("preload").start(task));
  }

  private static void load() {
    try {
      for (String name : CLASSES) {
        Class.forName(name);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      System.getLogger(Preload.class.getName())
          .log(System.Logger.Level.DEBUG, "not loaded beforehand: " + e.getMessage(), e);
    }
  }
}
