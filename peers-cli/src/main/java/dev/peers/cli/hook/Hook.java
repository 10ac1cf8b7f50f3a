package dev.peers.cli.hook;

import dev.peers.core.Broker;
import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerStatus;
import dev.peers.core.Refusal;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Decides what one hook says.
final class Hook {
  private static final String BASH = "Bash";

  /// Names are a courtesy: they are not worth a long wait.
  private static final Duration NAMES = Duration.ofMillis(400);

  private final Harness harness;
  private final Broker broker;
  private final Map<String, String> env;
  private final Supplier<List<Long>> ancestors;
  private final MarkerFolder markers;
  private final MailShow show;
  private final Consumer<String> log;
  private final Deadline deadline;

  Hook(
      Harness harness,
      Broker broker,
      Map<String, String> env,
      Supplier<List<Long>> ancestors,
      MarkerFolder markers,
      MailShow show,
      Consumer<String> log,
      Deadline deadline) {
    this.harness = harness;
    this.broker = broker;
    this.env = env;
    this.ancestors = ancestors;
    this.markers = markers;
    this.show = show;
    this.log = log;
    this.deadline = deadline;
  }

  /// @throws RuntimeException if the broker does not answer
  Reply reply(HookPayload payload) {
    Optional<String> call = call(payload);
    Optional<String> thread = thread(payload);
    if (call.isEmpty() && thread.isEmpty()) {
      return Reply.silence(harness, payload.event());
    }
    Optional<Long> named = Agent.named(harness, env);
    CompletionStage<List<PeerStatus>> asked = broker.list(ListRequest.MACHINE);
    Optional<Long> agent =
        named.isPresent() ? named : Agent.among(ancestors.get(), deadline.await(asked, "list"));
    if (agent.isEmpty()) {
      return Reply.silence(harness, payload.event());
    }
    Runnable registered = thread.isPresent() ? register(agent.get(), thread.get()) : () -> {};
    Reply reply =
        call.isPresent()
            ? reply(payload, agent.get(), waiting(agent.get(), thread, asked), call.get())
            : Reply.silence(harness, payload.event());
    registered.run();
    noteTurn(payload, reply, agent.get());
    return reply;
  }

  /// What to ask of the agent at this event if it has mail; empty if it is not to be told of any.
  private Optional<String> call(HookPayload payload) {
    return switch (payload.event()) {
      case HookPayload.STOP ->
          payload.stopHookActive()
              ? Optional.empty()
              : Optional.of("Before you finish, call check_messages to read and answer.");
      case "PreToolUse" ->
          payload.tool().equals(BASH)
              ? GitCommand.find(payload.command())
                  .map(git -> "It may bear on this git " + git + ": call check_messages first.")
              : Optional.empty();
      case "UserPromptSubmit", "SessionStart", "PostToolBatch", "PostToolUse" ->
          Optional.of("Call check_messages to read and answer.");
      default -> Optional.empty();
    };
  }

  private Optional<String> thread(HookPayload payload) {
    return harness == Harness.CODEX
        ? payload.session().filter(WakeEndpoint::isThreadId)
        : Optional.empty();
  }

  /// The mail that waits, and the peers that it waits for.
  private record Waiting(Mail mail, List<PeerStatus> peers) {}

  private Waiting waiting(
      long agent, Optional<String> thread, CompletionStage<List<PeerStatus>> asked) {
    UnreadSummary summary = deadline.await(broker.unreadSummary(agent), "unread summary");
    if (summary.count() == 0) {
      return new Waiting(Mail.NONE, List.of());
    }
    List<PeerStatus> peers = peersFor(summary, asked);
    List<PeerStatus> own =
        peers.stream().filter(status -> Agent.isOf(status.peer(), agent)).toList();
    Map<String, String> names =
        peers.stream()
            .map(PeerStatus::peer)
            .collect(Collectors.toMap(p -> p.id().value(), p -> Mail.sender(p), (a, b) -> a));
    return new Waiting(
        Mail.of(summary, own, thread).named(names),
        own.stream()
            .filter(peer -> thread.isEmpty() || !Mail.isOfOther(peer, thread.get()))
            .toList());
  }

  private List<PeerStatus> peersFor(
      UnreadSummary summary, CompletionStage<List<PeerStatus>> asked) {
    try {
      return deadline.orIn(NAMES).await(asked, "list");
    } catch (HookException e) {
      log.accept(summary.count() + " unread messages told without names: " + e.getMessage());
      return List.of();
    }
  }

  private Reply reply(HookPayload payload, long agent, Waiting waiting, String call) {
    if (waiting.mail.isEmpty()) {
      return Reply.silence(harness, payload.event());
    }
    String text = "[claude-peers] " + waiting.mail + ". " + call;
    if (!payload.event().equals(HookPayload.STOP)) {
      return shown(payload, agent, waiting.peers)
          .orElseGet(() -> Reply.context(payload.event(), text));
    }
    return isFirstTime(agent, payload.session())
        ? Reply.block(text, () -> untell(agent, payload.session()))
        : Reply.silence(harness, payload.event());
  }

  /// Whether a turn really ends is decided here. All else the launcher has noted.
  private void noteTurn(HookPayload payload, Reply reply, long agent) {
    if (payload.event().equals(HookPayload.STOP)
        && reply.json().equals(harness.silence(payload.event()))) {
      try {
        markers.noteIdle(agent);
      } catch (IOException | UnsupportedOperationException e) {
        log.accept("cannot note that the turn has ended: " + e);
      }
    }
  }

  /// Mail is shown to none but the agent that runs this hook. Its process id is only a variable,
  /// which may have been handed on; its place above this process cannot be.
  private Optional<Reply> shown(HookPayload payload, long agent, List<PeerStatus> peers) {
    if (!show.isWanted() || !payload.isHeardBy(harness)) {
      return Optional.empty();
    }
    if (!ancestors.get().contains(agent)) {
      log.accept("unread mail was told of, not shown: agent " + agent + " does not run this hook");
      return Optional.empty();
    }
    return show.reply(payload.event(), agent, peers);
  }

  private boolean isFirstTime(long agent, Optional<String> session) {
    try {
      return markers.tellOnce(agent, session);
    } catch (IOException | UnsupportedOperationException e) {
      // Whether to stop the agent again is not known. Rather not: it may go on for ever.
      log.accept("cannot note that the session was told: " + e);
      return false;
    }
  }

  private void untell(long agent, Optional<String> session) {
    try {
      markers.untell(agent, session);
    } catch (IOException e) {
      log.accept("cannot take back that the session was told: " + e);
    }
  }

  /// Begins to register the thread. The result is looked at when run.
  private Runnable register(long agent, String thread) {
    try {
      if (markers.isRegistered(thread, agent)) {
        return () -> {};
      }
    } catch (IOException e) {
      log.accept("cannot read the note of the thread: " + e);
    }
    CompletionStage<Outcome<Integer>> outcome =
        broker.setWake(new SetWakeRequest(agent, WakeTransport.CODEX_QUEUE.toString(), thread));
    return () -> registered(agent, thread, outcome);
  }

  private void registered(long agent, String thread, CompletionStage<Outcome<Integer>> outcome) {
    try {
      switch (deadline.await(outcome, "registering the thread")) {
        case Outcome.Done<Integer>(var updated) -> markers.noteThread(thread, agent);
        case Outcome.Refused<Integer>(Refusal refusal) ->
            // The session's MCP server may not have registered yet; the next event tries again.
            log.accept("the thread was not registered: " + refusal);
      }
    } catch (HookException | IOException | UnsupportedOperationException e) {
      log.accept("the thread was not registered: " + e.getMessage());
    }
  }
}
