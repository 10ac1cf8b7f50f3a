package dev.peers.cli;

import dev.peers.cli.terminal.Progress;
import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.ListRequest;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.PeerStatus;
import dev.peers.core.PeersException;
import dev.peers.core.Refusal;
import dev.peers.core.model.Peer;
import dev.peers.core.text.Nearest;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.BrokerStatus;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// The network as a command sees it: every answer is waited for, and whatever goes wrong becomes an
/// exit code and a sentence.
final class Network implements AutoCloseable {
  private final Broker broker;
  private final String address;
  private final Supplier<CompletionStage<Nothing>> shutdown;
  private final Supplier<CompletionStage<Optional<BrokerStatus>>> status;
  private final Optional<PrintStream> notes;

  Network(Broker broker, String address, Supplier<CompletionStage<Nothing>> shutdown) {
    this(
        broker,
        address,
        shutdown,
        () -> CompletableFuture.completedFuture(Optional.empty()),
        Optional.empty());
  }

  private Network(
      Broker broker,
      String address,
      Supplier<CompletionStage<Nothing>> shutdown,
      Supplier<CompletionStage<Optional<BrokerStatus>>> status,
      Optional<PrintStream> notes) {
    this.broker = broker;
    this.address = address;
    this.shutdown = shutdown;
    this.status = status;
    this.notes = notes;
  }

  /// The broker that the settings mean. Nothing is sent yet, and no broker is started: a person who
  /// looks at the network should find it as it is.
  static Network of(Settings settings) {
    BrokerAddress address = BrokerAddress.of(settings);
    RemoteBroker remote = RemoteBroker.to(address, BrokerStarter.NONE, settings.clientTimings());
    return new Network(
        remote, address.toString(), remote::shutdown, remote::status, Optional.empty());
  }

  /// The same network, with a note on the terminal of standard error while an answer takes long.
  Network showingWaits(Console console) {
    Optional<PrintStream> terminal =
        console.errIsTerminal() ? Optional.of(console.err()) : Optional.empty();
    return new Network(broker, address, shutdown, status, terminal);
  }

  /// What the broker's process tells of itself; nothing if it is too old to.
  Optional<BrokerStatus> status() {
    return await(status.get());
  }

  Broker broker() {
    return broker;
  }

  /// The socket's path, or the URL.
  String address() {
    return address;
  }

  void shutDown() {
    await(shutdown.get());
  }

  /// The value of an answer.
  ///
  /// @throws CliException if there is none
  <T> T await(CompletionStage<T> answer) {
    CompletableFuture<T> future = answer.toCompletableFuture();
    Optional<Progress> progress =
        future.isDone()
            ? Optional.empty()
            : notes.map(err -> Progress.on(err, true, "Waiting for the broker"));
    try {
      return future.join();
    } catch (CompletionException e) {
      throw translate(e.getCause() == null ? e : e.getCause());
    } finally {
      progress.ifPresent(Progress::close);
    }
  }

  /// The value of a request that the broker carried out.
  ///
  /// @throws CliException if it did not
  <T> T done(CompletionStage<Outcome<T>> answer) {
    Outcome<T> outcome = await(answer);
    if (outcome instanceof Outcome.Refused<T>(var refusal)) {
      throw CliException.failed(Safe.line(refusal.text()) + suggestion(refusal));
    }
    return outcome.orThrow();
  }

  /// Who may have been meant, if a peer was named that is not there.
  private String suggestion(Refusal refusal) {
    String text = refusal.text();
    boolean peer = text.startsWith("Peer ") && text.endsWith(" not found");
    if (refusal.code() != Refusal.Code.PEER_NOT_FOUND || !peer) {
      return "";
    }
    String name = text.substring("Peer ".length(), text.length() - " not found".length());
    return meant(name, peers());
  }

  /// What to tell somebody who waits for a peer, if it is not there; it may still come.
  Optional<String> missing(String reference) {
    List<Peer> here = peers();
    if (here.stream().anyMatch(peer -> isCalled(peer, reference))) {
      return Optional.empty();
    }
    String meant = meant(reference, here);
    return Optional.of(
        "There is no peer "
            + Safe.line(reference)
            + " yet"
            + (meant.isEmpty() ? "; it may still come." : meant));
  }

  private static boolean isCalled(Peer peer, String reference) {
    return peer.id().value().equals(reference) || peer.name().value().equals(reference);
  }

  private List<Peer> peers() {
    return await(broker.list(ListRequest.MACHINE)).stream().map(PeerStatus::peer).toList();
  }

  private static String meant(String mistyped, List<Peer> peers) {
    List<String> names = peers.stream().map(peer -> peer.name().value()).toList();
    return Nearest.to(mistyped, names).map(near -> ". Did you mean '" + near + "'?").orElse("");
  }

  /// The answer to a request as the wire carries it, for `--json`.
  String json(String method, String path, String body) {
    // The API's server side would call an absent broker a fault of its own.
    await(broker.health());
    BrokerApi api = new BrokerApi(broker, Version.current(), () -> {});
    byte[] request = body.getBytes(StandardCharsets.UTF_8);
    var answer = await(api.answer(method, path, Optional.empty(), request));
    String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
    if (answer.status() != 200) {
      throw CliException.failed("The broker answered " + answer.status() + ": " + text);
    }
    return text;
  }

  private CliException translate(Throwable failure) {
    if (failure instanceof BrokerUnavailableException e) {
      return new CliException(
          ExitCode.NO_BROKER,
          e.wasNotSent()
              ? "Broker is not running.\n" + advice(e)
              : Safe.line(String.valueOf(e.getMessage())));
    }
    if (failure instanceof PeersException e) {
      return CliException.failed(Safe.line(String.valueOf(e.getMessage())));
    }
    throw new IllegalStateException("a fault of this program", failure);
  }

  private String advice(BrokerUnavailableException failure) {
    if (wasForbidden(failure)) {
      return "Connecting to "
          + address
          + " is not permitted here. A sandbox, such as that of Codex's shell, forbids it: use the"
          + " tools of the MCP server instead, or run this outside of the sandbox.";
    }
    return "Nobody answers at "
        + address
        + ". An agent's MCP server starts the broker, and 'peers broker' does so by hand.";
  }

  private static boolean wasForbidden(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String text = String.valueOf(e.getMessage());
      if (text.contains("Operation not permitted") || text.contains("Permission denied")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    broker.close();
  }
}
