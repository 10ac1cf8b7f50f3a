package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Waits for mail and returns it the moment it comes.
final class WaitForMessages implements Tool {
  static final long MAX_SECONDS = 3_600;

  private final Session session;

  WaitForMessages(Session session) {
    this.session = session;
  }

  @Override
  public String name() {
    return "wait_for_messages";
  }

  @Override
  public ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException {
    long seconds = arguments.number("timeout_seconds", 0, MAX_SECONDS);
    Optional<String> from = arguments.optionalPeer("from");
    Predicate<Envelope> wanted =
        envelope ->
            from.stream()
                .allMatch(
                    ref ->
                        Arguments.isMeant(ref, envelope.message().from(), envelope.from().name()));
    MailText texts = new MailText(session.self(session.callDeadline()).id());
    List<Envelope> mail =
        new MailWait(session, progress)
            .until(Duration.ofSeconds(seconds), wanted, () -> unread(wanted));
    if (mail.isEmpty()) {
      String none = "No messages within " + seconds + " s.";
      return ToolResult.of(none, texts.json(List.of(), none));
    }
    return CheckMessages.shown(texts, MailPage.of(mail, List.of(), mail.size()));
  }

  private List<Envelope> unread(Predicate<Envelope> wanted)
      throws InterruptedException, NotRegisteredException {
    Deadline deadline = session.callDeadline();
    session.settle(deadline);
    return session.ask(deadline, (broker, caller) -> broker.fetch(caller)).orThrow().stream()
        .filter(wanted)
        .toList();
  }
}
