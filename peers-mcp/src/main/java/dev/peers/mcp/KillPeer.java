package dev.peers.mcp;

import dev.peers.core.KillRequest;
import dev.peers.core.Killed;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.protocol.json.Json;

/// Ends the agent session of another peer.
final class KillPeer implements Tool {
  private final Session session;

  KillPeer(Session session) {
    this.session = session;
  }

  @Override
  public String name() {
    return "kill_peer";
  }

  @Override
  public ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException {
    String target = arguments.peer("peer_id");
    Outcome<Killed> outcome =
        session.askOnce(
            session.callDeadline(),
            (broker, caller) -> broker.kill(new KillRequest(caller, target)));
    return switch (outcome) {
      case Outcome.Refused<Killed>(Refusal refusal) ->
          ToolResult.error("Failed to kill peer: " + refusal.text());
      case Outcome.Done<Killed>(Killed killed) ->
          ToolResult.of(
              "Killed peer "
                  + killed.peer().id()
                  + " (PID "
                  + killed.pid()
                  + "). The agent session has been terminated.",
              Json.object()
                  .put("killed", killed.peer().id().value())
                  .put("name", killed.peer().name().value())
                  .put("pid", killed.pid())
                  .build());
    };
  }
}
