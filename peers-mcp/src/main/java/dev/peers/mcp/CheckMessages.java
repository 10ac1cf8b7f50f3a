package dev.peers.mcp;

import dev.peers.core.HistoryRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.PeerId;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Shows mail: all that is unread, and the latest of what was read or sent.
final class CheckMessages implements Tool {
  private static final int MAX_LIMIT = 100;

  private final Session session;

  CheckMessages(Session session) {
    this.session = session;
  }

  @Override
  public String name() {
    return "check_messages";
  }

  @Override
  public ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException {
    int limit =
        arguments
            .optionalNumber("limit", 1, MAX_LIMIT)
            .orElse((long) HistoryRequest.DEFAULT_LIMIT)
            .intValue();
    Optional<String> with = arguments.optionalPeer("with");
    Optional<String> search = arguments.optionalText("search").filter(s -> !s.isEmpty());
    Deadline deadline = session.callDeadline();
    session.settle(deadline);
    Outcome<List<Envelope>> history =
        session.ask(
            deadline,
            (broker, caller) ->
                broker.history(new HistoryRequest(caller, limit, with, search, Optional.empty())));
    // Fetched last: what comes in between is then shown as unread rather than not at all.
    Outcome<List<Envelope>> unread =
        session.ask(deadline, (broker, caller) -> broker.fetch(caller));
    return history instanceof Outcome.Refused<List<Envelope>>(Refusal refusal)
        ? ToolResult.error("Failed to read messages: " + refusal.text())
        : page(
            session.self(deadline).id(),
            unread.orThrow().stream().filter(isWanted(with, search)).toList(),
            history.orThrow(),
            limit);
  }

  private static Predicate<Envelope> isWanted(Optional<String> with, Optional<String> search) {
    return envelope ->
        with.stream()
                .allMatch(
                    ref ->
                        Arguments.isMeant(ref, envelope.message().from(), envelope.from().name()))
            && search.stream()
                .allMatch(
                    part ->
                        envelope
                            .message()
                            .text()
                            .toLowerCase(Locale.ROOT)
                            .contains(part.toLowerCase(Locale.ROOT)));
  }

  private static ToolResult page(
      PeerId self, List<Envelope> unread, List<Envelope> known, int limit) {
    MailText texts = new MailText(self);
    // What the history shows as unread is in the list of unread mail, or was read just now.
    List<Envelope> read = known.stream().filter(envelope -> !texts.isNew(envelope)).toList();
    MailPage page = MailPage.of(unread, read, limit);
    if (page.mail().isEmpty()) {
      return ToolResult.of("No messages.", texts.json(List.of(), "No messages."));
    }
    return shown(texts, page);
  }

  static ToolResult shown(MailText texts, MailPage page) {
    boolean received = page.mail().stream().anyMatch(texts::isReceived);
    String note = page.leftNote() + (received ? MailText.NOTE : "");
    JsonObject json = texts.json(page.mail(), note);
    List<Long> shows =
        page.mail().stream().filter(texts::isNew).map(e -> e.message().id()).toList();
    ToolResult result = ToolResult.of(texts.list(page.mail()), json).showing(shows);
    return note.isEmpty() ? result : result.withNote(note.strip());
  }
}
