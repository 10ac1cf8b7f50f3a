package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.port.ProcessInspector;
import dev.peers.mcp.internal.rpc.JsonRpcConnection;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// An MCP server that stands beside one agent and makes it a peer.
///
/// It speaks the Model Context Protocol (https://modelcontextprotocol.io) over a pair of streams,
/// one JSON-RPC message per line. The handshake needs neither the broker nor anything else; the
/// session begins shortly after it, so that a mere probe leaves no trace.
public final class McpServer {
  private final InputStream in;
  private final OutputStream out;
  private final McpOptions options;
  private final Supplier<ProcessInspector> processes;
  private final Supplier<Broker> broker;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Network> network = new AtomicReference<>();

  /// @param processes asked for once the session begins
  /// @param broker asked for once the session begins; whoever made it closes it
  public McpServer(
      InputStream in,
      OutputStream out,
      McpOptions options,
      Supplier<ProcessInspector> processes,
      Supplier<Broker> broker) {
    this.in = in;
    this.out = out;
    this.options = options;
    this.processes = new Once<>(processes);
    this.broker = new Once<>(broker);
  }

  /// Takes standard output for the protocol alone: whatever else is printed goes to standard error
  /// from now on.
  public static OutputStream takeStandardOutput() {
    OutputStream taken = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    return taken;
  }

  /// Serves until the input ends or the agent is gone, and leaves the network. A signal that ends
  /// the process leaves it too.
  ///
  /// @return the exit code
  public int run() {
    Thread farewell = Thread.ofPlatform().name("peers-farewell").unstarted(this::leave);
    Runtime.getRuntime().addShutdownHook(farewell);
    Thread.ofPlatform().daemon().name("peers-input").start(this::serve);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leave();
    forget(farewell);
    return 0;
  }

  private void serve() {
    JsonRpcConnection connection = new JsonRpcConnection(in, out, options.maxLine());
    try {
      connection.run(new Dispatcher(options, () -> network(connection)));
      Network begun = network.get();
      if (begun != null) {
        begun.finishCalls(options.timings().callWait());
      }
    } finally {
      ended.countDown();
    }
  }

  /// Only the reading thread comes here.
  private Network network(JsonRpcConnection connection) {
    Network begun = network.get();
    if (begun == null) {
      begun =
          new Network(
              options,
              processes,
              broker,
              params -> connection.notify(ChannelPush.METHOD, params),
              ended::countDown);
      network.set(begun);
    }
    return begun;
  }

  private void leave() {
    Network begun = network.get();
    if (begun != null) {
      begun.close();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and finds nothing left to do.
    }
  }
}
