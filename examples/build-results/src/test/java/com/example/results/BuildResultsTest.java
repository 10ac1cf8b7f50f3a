package com.example.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.model.Envelope;
import dev.peers.core.session.Session;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.uds.UnixSocketServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildResultsTest {
  @TempDir Path folder;

  @Test
  void a_result_reaches_the_agent_that_it_concerns() throws Exception {
    Path socket = folder.resolve("peers.sock");
    // region host
    try (Broker network = Peers.builder().store(new InMemoryPeerStore()).open();
        UnixSocketServer server =
            UnixSocketServer.start(
                socket, new BrokerApi(network, "test", () -> {}), HttpLimits.DEFAULTS)) {
      // endregion
      Broker broker = RemoteBroker.to(new BrokerAddress.UnixSocket(socket));
      try (broker;
          Session agent = Session.join(broker, RegisterRequest.program("poker-engine", "/work/p"));
          BuildResults service = new BuildResults(broker, 0)) {
        BlockingQueue<Envelope> mail = new LinkedBlockingQueue<>();
        agent.onMail(mail::add);

        HttpResponse<String> known = post(service, "poker-engine", "The build is green.");
        HttpResponse<String> unknown = post(service, "nobody", "The build is red.");

        assertThat(known.statusCode()).isEqualTo(202);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(mail.poll(30, TimeUnit.SECONDS).message().text())
            .isEqualTo("The build is green.");
      }
    }
  }

  private static HttpResponse<String> post(BuildResults service, String agent, String text)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + "/results/" + agent);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(text)).build(),
          BodyHandlers.ofString());
    }
  }
}
