package dev.peers.mcp;

import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.Peer;
import dev.peers.core.model.Scope;
import dev.peers.mcp.text.Fence;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Shows who else is here, and how each can be reached.
final class ListPeers implements Tool {
  private static final List<String> SCOPES = List.of("machine", "directory", "repo");
  private static final int MAX_FIELD = 500;

  private final Session session;
  private final Identity identity;

  ListPeers(Session session, Identity identity) {
    this.session = session;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "list_peers";
  }

  @Override
  public ToolResult call(Arguments arguments, Progress progress, Runnable started)
      throws InterruptedException, ToolInputException, NotRegisteredException {
    Scope scope = Scope.parse(arguments.oneOf("scope", SCOPES, "machine"));
    Deadline deadline = session.callDeadline();
    Peer self = session.self(deadline);
    ListRequest request =
        new ListRequest(scope, identity.cwd(), identity.gitRoot(), Optional.of(self.id().value()));
    List<PeerStatus> peers =
        session
            .ask(deadline, (broker, caller) -> broker.list(request).thenApply(Outcome::done))
            .orThrow();
    return ToolResult.of(text(self, scope, peers), json(self, peers));
  }

  private static String text(Peer self, Scope scope, List<PeerStatus> peers) {
    String you = "You: " + self.name() + " (" + self.id() + ")\n";
    if (peers.isEmpty()) {
      return you + "No other peers found (scope: " + scope + ").";
    }
    StringBuilder out = new StringBuilder(you);
    out.append("Found ").append(peers.size()).append(" peer(s) (scope: ").append(scope);
    out.append("):\n\n");
    out.append(String.join("\n\n", peers.stream().map(ListPeers::entry).toList()));
    return out.toString();
  }

  private static String entry(PeerStatus status) {
    Peer peer = status.peer();
    StringBuilder out = new StringBuilder("ID: " + peer.id());
    line(out, "Name", peer.name().value());
    if (!peer.verified()) {
      line(out, "Verified", "no (it has no secret, so anybody here can act as it)");
    }
    line(out, "Type", peer.clientType().value());
    line(out, "PID", Long.toString(peer.process().pid()));
    line(out, "CWD", peer.workplace().cwd());
    peer.workplace().gitRoot().ifPresent(root -> line(out, "Repo", root));
    peer.tty().ifPresent(tty -> line(out, "TTY", tty));
    if (!peer.summary().isEmpty()) {
      line(out, "Summary", peer.summary());
    }
    line(out, "Wake", Reachability.of(status));
    if (status.unread() > 0) {
      line(out, "Unread", status.unread() + " message(s) wait for it");
    }
    line(out, "Last seen", MailText.time(peer.lastSeen()));
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String value) {
    out.append("\n  ").append(label).append(": ").append(Fence.oneLine(value, MAX_FIELD));
  }

  private static JsonObject json(Peer self, List<PeerStatus> peers) {
    return Json.object()
        .put(
            "you",
            Json.object().put("id", self.id().value()).put("name", self.name().value()).build())
        .put("peers", Json.of(peers.stream().map(ListPeers::json).toList()))
        .build();
  }

  private static JsonObject json(PeerStatus status) {
    Peer peer = status.peer();
    return Json.object()
        .put("id", peer.id().value())
        .put("name", peer.name().value())
        .put("verified", peer.verified())
        .put("type", peer.clientType().value())
        .put("pid", peer.process().pid())
        .put("cwd", Fence.oneLine(peer.workplace().cwd(), MAX_FIELD))
        .putIfPresent("repo", peer.workplace().gitRoot().map(r -> Fence.oneLine(r, MAX_FIELD)))
        .putIfPresent("tty", peer.tty().map(t -> Fence.oneLine(t, MAX_FIELD)))
        .put("summary", Fence.oneLine(peer.summary(), MAX_FIELD))
        .put("wake", Reachability.of(status))
        .put("unread", status.unread())
        .put("last_seen", MailText.time(peer.lastSeen()))
        .build();
  }
}
