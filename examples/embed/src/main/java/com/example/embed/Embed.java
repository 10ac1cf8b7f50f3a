package com.example.embed;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.session.Reply;
import dev.peers.core.session.Session;
import dev.peers.sqlite.SqlitePeerStore;
import java.nio.file.Path;
import java.time.Duration;

/// Two parts of one program talk, and their mail is kept in a file.
public final class Embed {
  private Embed() {}

  public static void main(String[] args) {
    System.out.println(ask(Path.of(args[0]), "How far are you?"));
  }

  static String ask(Path file, String question) {
    // region embed
    try (Broker broker = Peers.builder().store(SqlitePeerStore.open(file)).open();
        Session planner = Session.join(broker, RegisterRequest.program("planner", "/srv/app"));
        Session worker = Session.join(broker, RegisterRequest.program("worker", "/srv/app"))) {
      worker.onMail(mail -> worker.reply(mail, "Done: " + mail.message().text()));
      Reply reply =
          planner.ask("worker", question, Duration.ofSeconds(10)).toCompletableFuture().join();
      return switch (reply) {
        case Reply.Received(var answer) -> answer.message().text();
        case Reply.NotInTime(var asked) -> "no answer; the question is " + asked.state();
        case Reply.Refused(var refusal) -> refusal.text();
      };
    }
    // endregion
  }
}
