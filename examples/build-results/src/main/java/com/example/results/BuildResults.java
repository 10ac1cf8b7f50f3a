package com.example.results;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.peers.core.Broker;
import dev.peers.core.Outcome;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Sent;
import dev.peers.core.session.Session;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;

/// Takes build results over HTTP and hands each to the agent that it concerns: `POST
/// /results/poker-engine` with the text as body.
public final class BuildResults implements AutoCloseable {
  private static final String PATH = "/results/";
  private static final int MAX_BODY = 10_000;

  private final Session session;
  private final HttpServer server;

  /// Joins a network and begins to serve.
  ///
  /// @param port on the loopback interface; 0 takes any that is free
  public BuildResults(Broker broker, int port) throws IOException {
    session = Session.join(broker, RegisterRequest.program("build-results", "/srv/builds"));
    session.describe("Tells you how your builds went.");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(PATH, this::handle);
    server.start();
  }

  public static void main(String[] args) throws IOException {
    // region join
    Broker broker = RemoteBroker.to(BrokerAddress.of(Settings.of(System.getenv())));
    BuildResults service = new BuildResults(broker, Integer.parseInt(args[0]));
    // endregion
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    System.out.println("Listening on port " + service.port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String agent = exchange.getRequestURI().getPath().substring(PATH.length());
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
      String result = new String(body, StandardCharsets.UTF_8);
      Outcome<Sent> outcome = send(agent, result).toCompletableFuture().join();
      switch (outcome) {
        case Outcome.Done<Sent>(Sent sent) ->
            answer(exchange, 202, "message " + sent.message().id());
        case Outcome.Refused<Sent>(var refusal) -> answer(exchange, 422, refusal.text());
      }
    }
  }

  // region send
  /// On disk when the stage completes; a refusal (nobody of that name, its inbox is full) is an
  /// outcome, not an exception.
  CompletionStage<Outcome<Sent>> send(String agent, String result) {
    return session.send(agent, result);
  }

  // endregion

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    session.close();
  }
}
