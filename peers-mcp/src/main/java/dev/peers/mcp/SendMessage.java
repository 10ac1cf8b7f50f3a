package dev.peers.mcp;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.HistoryRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.StoreException;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.PeerId;
import dev.peers.mcp.text.Fence;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Sends a message to a peer and, if asked to, waits for the answer.
final class SendMessage implements Tool {
  private final Session session;
  private final Supplier<String> keys;

  /// @param keys makes a new key for every message, so that sending again after a lost answer does
  ///   not send twice
  SendMessage(Session session, Supplier<String> keys) {
    this.session = session;
    this.keys = keys;
  }

  @Override
  public String name() {
    return "send_message";
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException {
    String to = arguments.peer("to_id");
    String text = arguments.text("message");
    if (text.isBlank()) {
      throw new ToolInputException("message", "it is empty");
    }
    Optional<Long> replyTo = arguments.optionalNumber("reply_to", 1, Long.MAX_VALUE);
    Optional<Long> wait =
        arguments.optionalNumber("wait_for_reply_seconds", 0, WaitForMessages.MAX_SECONDS);
    Outcome<Sent> outcome = send(to, text, replyTo);
    started.run();
    if (outcome instanceof Outcome.Refused<Sent>(Refusal refusal)) {
      return ToolResult.error("Failed to send: " + refusal.text());
    }
    Sent sent = outcome.orThrow();
    return wait.filter(seconds -> seconds > 0).isPresent()
        ? awaitReply(to, sent, wait.get(), progress)
        : sent(to, sent);
  }

  private Outcome<Sent> send(String to, String text, Optional<Long> replyTo)
      throws InterruptedException, NotRegisteredException {
    String key = keys.get();
    try {
      return session.ask(
          session.callDeadline(),
          (broker, caller) ->
              broker.send(new SendRequest(caller, to, text, replyTo, Optional.of(key))));
    } catch (StoreException e) {
      return Outcome.refused(Refusal.Code.STORE_FAILED, String.valueOf(e.getMessage()));
    } catch (BrokerUnavailableException e) {
      String doubt = e.wasNotSent() ? "" : " (whether the message was stored is not known)";
      return Outcome.refused(Refusal.Code.CLOSING, e.getMessage() + doubt);
    }
  }

  private static ToolResult sent(String to, Sent sent) {
    String text = sentText(to) + " " + WakeSentence.of(sent.wake());
    return ToolResult.of(text, json(sent).put("note", text).build());
  }

  private static String sentText(String to) {
    return "Message sent to peer " + Fence.oneLine(to, 64) + ".";
  }

  private static Json.Builder json(Sent sent) {
    return Json.object()
        .put("message_id", sent.message().id())
        .put("to", sent.to().id().value())
        .putIfPresent("name", sent.to().name())
        .put("wake", sent.wake().status().toString());
  }

  private ToolResult awaitReply(String to, Sent sent, long seconds, Progress progress)
      throws InterruptedException, NotRegisteredException {
    PeerId peer = sent.to().id();
    long id = sent.message().id();
    Predicate<Envelope> isReply =
        envelope ->
            envelope.message().from().equals(peer)
                && envelope.message().to().equals(sent.message().from())
                && (envelope.message().id() > id
                    || envelope.message().replyTo().equals(Optional.of(id)));
    List<Envelope> replies =
        new MailWait(session, progress)
            .until(
                Duration.ofSeconds(seconds),
                isReply,
                () -> history(peer).stream().filter(isReply).toList());
    return replies.isEmpty()
        ? noReply(to, sent, seconds)
        : replied(to, sent, MailPage.of(replies.reversed(), List.of(), replies.size()));
  }

  private List<Envelope> history(PeerId with) throws InterruptedException, NotRegisteredException {
    return session
        .ask(
            session.callDeadline(),
            (broker, caller) ->
                broker.history(
                    new HistoryRequest(
                        caller,
                        100,
                        Optional.of(with.value()),
                        Optional.empty(),
                        Optional.empty())))
        .orThrow();
  }

  private static ToolResult replied(String to, Sent sent, MailPage page) {
    MailText texts = new MailText(sent.message().from());
    ToolResult shown = CheckMessages.shown(texts, page);
    JsonObject messages = texts.json(page.mail(), MailText.NOTE);
    Json.Builder all = json(sent);
    messages.fields().forEach(all::put);
    return new ToolResult(
        sentText(to) + " It answered:\n\n" + shown.text(),
        shown.note(),
        all.build(),
        false,
        shown.shows());
  }

  private ToolResult noReply(String to, Sent sent, long seconds)
      throws InterruptedException, NotRegisteredException {
    long id = sent.message().id();
    String state =
        history(sent.to().id()).stream()
            .filter(envelope -> envelope.message().id() == id)
            .findFirst()
            .map(envelope -> envelope.message().state().toString())
            .orElse("unknown");
    String text =
        sentText(to)
            + " No reply within "
            + seconds
            + " s; message #"
            + id
            + " is "
            + state
            + ". "
            + WakeSentence.of(sent.wake());
    return ToolResult.of(text, json(sent).put("state", state).put("note", text).build());
  }
}
