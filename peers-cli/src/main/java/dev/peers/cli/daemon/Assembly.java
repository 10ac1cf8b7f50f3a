package dev.peers.cli.daemon;

import dev.peers.cli.hook.MarkerFiles;
import dev.peers.cli.hook.TurnFiles;
import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.core.port.Notifier;
import dev.peers.core.port.Scheduler;
import dev.peers.core.system.GitRepositories;
import dev.peers.core.system.SystemIds;
import dev.peers.core.system.SystemProcesses;
import dev.peers.core.system.ThreadScheduler;
import dev.peers.mcp.SystemNotifier;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.Management;
import dev.peers.protocol.Settings;
import dev.peers.sqlite.SqlitePeerStore;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.tcp.TcpServer;
import dev.peers.transport.tcp.TokenFile;
import dev.peers.transport.uds.BrokerLock;
import dev.peers.transport.uds.UnixSocketServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Everything that a broker's process is made of. This is the one place where core, store and
/// transports meet.
final class Assembly implements AutoCloseable {
  private static final Duration LOOK_AROUND = Duration.ofSeconds(2);

  private final Settings settings;
  private final Scheduler scheduler;
  private final Broker broker;
  private final UnixSocketServer socket;
  private final Optional<TcpServer> tcp;
  private final ExecutorService marksWriter =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("peers-marks").factory());

  private Assembly(Settings settings, String version, Management management, Runnable shutdown) {
    this.settings = settings;
    BrokerFiles.folderOf(settings.database());
    CompletableFuture<Void> loaded = Preload.start();
    SqlitePeerStore store = SqlitePeerStore.open(settings.database());
    // Two threads that load the same classes in different orders could wait for each other.
    loaded.join();
    scheduler = new ThreadScheduler();
    Counters counters = new Counters();
    broker =
        Peers.builder()
            .store(new CountingStore(store, counters))
            .scheduler(scheduler)
            .processes(SystemProcesses.inspector())
            .notifier(counting(SystemNotifier.create(), counters))
            .marks(new MarkerFiles(MarkerFiles.folder(settings), marksWriter))
            .activities(TurnFiles.of(settings))
            .repositories(new GitRepositories())
            .ids(new SystemIds())
            .limits(settings.limits())
            .version(version)
            .open();
    Insight insight =
        new Insight(
            settings, version, management, broker, counters, this::listening, this::connections);
    BrokerApi api = new BrokerApi(broker, version, shutdown, warnings()).withInsight(insight);
    Optional<TcpServer> listener = Optional.empty();
    try {
      // The socket comes last: whoever can connect to it finds everything in place.
      listener = settings.tcp() ? Optional.of(tcp(api)) : Optional.empty();
      socket = UnixSocketServer.start(settings.socket(), api, HttpLimits.of(settings));
      tcp = listener;
    } catch (RuntimeException e) {
      listener.ifPresent(TcpServer::close);
      broker.close();
      throw e;
    }
  }

  /// Starts everything.
  ///
  /// @param management who sees to it that the broker runs
  /// @param shutdown runs when a client asks the broker to stop
  static Assembly start(
      Settings settings, String version, Management management, Runnable shutdown) {
    return new Assembly(settings, version, management, shutdown);
  }

  private static Notifier counting(Notifier notifier, Counters counters) {
    return (endpoint, text) ->
        notifier
            .wake(endpoint, text)
            .thenApply(
                status -> {
                  counters.add(status);
                  return status;
                });
  }

  private TcpServer tcp(BrokerApi api) {
    InetSocketAddress address = new InetSocketAddress(settings.tcpAddress(), settings.port());
    Optional<String> token =
        settings.tcpOpen()
            ? Optional.empty()
            : Optional.of(TokenFile.readOrCreate(settings.tokenFile()));
    HttpLimits limits = HttpLimits.of(settings);
    return settings.tcpAddress().isLoopbackAddress()
        ? TcpServer.start(address, api, limits, token)
        : TcpServer.startBeyondLoopback(address, api, limits, token.orElseThrow());
  }

  /// What somebody set that takes protection away.
  private List<String> warnings() {
    if (!settings.tcp()) {
      return List.of();
    }
    if (settings.tcpOpen()) {
      return List.of(
          "TCP port "
              + settings.port()
              + " is served without a token (CLAUDE_PEERS_TCP_OPEN=1): every user of this machine"
              + " can use the broker");
    }
    return settings.tcpAddress().isLoopbackAddress()
        ? List.of()
        : List.of(
            "TCP port "
                + settings.port()
                + " can be reached from other machines (CLAUDE_PEERS_TCP_REMOTE=1): the token and"
                + " all mail travel unencrypted");
  }

  void leaveWhenIdle(Duration patience, Runnable leave) {
    IdleExit.watch(broker, patience, Clock.systemUTC(), scheduler, leave);
  }

  /// A broker whose socket somebody deleted cannot be reached, and keeps everybody from starting
  /// another one.
  void leaveWhenUnreachable(BrokerLock lock, Runnable leave) {
    scheduler.every(
        LOOK_AROUND,
        () -> {
          if (!lock.isInPlace() || Files.notExists(socket.path(), LinkOption.NOFOLLOW_LINKS)) {
            leave.run();
          }
        });
  }

  /// Where it listens, for people.
  String addresses() {
    return String.join(" and ", listening());
  }

  private List<String> listening() {
    List<String> all = new ArrayList<>(List.of(settings.socket().toString()));
    tcp.ifPresent(server -> all.add(settings.tcpAddress().getHostAddress() + ":" + server.port()));
    return all;
  }

  private int connections() {
    return socket.connections() + tcp.map(TcpServer::connections).orElse(0);
  }

  /// Ends everything in order: streams are told, what was begun is finished, the database is
  /// closed, the listeners get a moment to write their last answers, and the socket is removed.
  void stop(Duration grace) {
    broker.close();
    marksWriter.close();
    tcp.ifPresent(server -> server.stop(grace));
    socket.stop(grace);
  }

  @Override
  public void close() {
    broker.close();
    marksWriter.close();
    tcp.ifPresent(TcpServer::close);
    socket.close();
  }
}
