package dev.peers.mcp;

import dev.peers.core.DescribeRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerName;
import dev.peers.mcp.text.Fence;
import dev.peers.protocol.json.Json;
import java.util.Optional;

/// Tells the others what this agent is doing.
final class SetSummary implements Tool {
  private final Session session;
  private final Identity identity;

  SetSummary(Session session, Identity identity) {
    this.session = session;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "set_summary";
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException {
    String summary = arguments.text("summary");
    if (summary.length() > Peer.MAX_SUMMARY || summary.indexOf('\0') >= 0) {
      throw new ToolInputException(
          "summary", "it may have " + Peer.MAX_SUMMARY + " characters and no NUL");
    }
    Optional<PeerName> name = arguments.optionalName("name");
    Outcome<Peer> outcome =
        session.ask(
            session.callDeadline(),
            (broker, caller) -> broker.describe(new DescribeRequest(caller, summary, name)));
    return outcome instanceof Outcome.Refused<Peer>(Refusal refusal)
        ? ToolResult.error("Failed to update summary: " + refusal.text())
        : updated(outcome.orThrow(), name);
  }

  private ToolResult updated(Peer peer, Optional<PeerName> name) {
    identity.describedAs(peer);
    String shown = Fence.clean(peer.summary());
    String named = name.isPresent() ? " Your name is " + peer.name() + "." : "";
    return ToolResult.of(
        "Summary updated: \"" + Fence.oneLine(shown, Peer.MAX_SUMMARY) + "\"" + named,
        Json.object().put("summary", shown).put("name", peer.name().value()).build());
  }
}
