package dev.peers.protocol.internal.wire;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.Activity;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// Peers. The first fields are those of the old protocol, in its order.
public final class PeerJson {
  private PeerJson() {}

  public static void write(Peer peer, JsonFields out) {
    out.put("id", peer.id().value())
        .put("pid", peer.process().pid())
        .putNumber("agent_pid", peer.agent().map(ProcessRef::pid))
        .put("cwd", peer.workplace().cwd())
        .putText("git_root", peer.workplace().gitRoot())
        .putText("tty", peer.tty())
        .putText("client_type", Optional.of(peer.clientType()))
        .put("summary", peer.summary())
        .put("registered_at", Timestamps.write(peer.registeredAt()))
        .put("last_seen", Timestamps.write(peer.lastSeen()))
        .putText("wake_transport", peer.wakeTransport())
        .putText("last_wake_status", peer.lastWake())
        .putText("last_wake_at", peer.lastWakeAt().map(Timestamps::write))
        .put("name", peer.name().value())
        .put("verified", peer.verified())
        .putText("thread", peer.thread())
        .putText("repository", peer.workplace().repository())
        .put("start", peer.process().start())
        .putText("agent_start", peer.agent().map(ProcessRef::start))
        .putText("gone_at", peer.goneAt().map(Timestamps::write));
  }

  public static void writeStatus(PeerStatus status, JsonFields out) {
    write(status.peer(), out);
    out.put("unread", status.unread()).put("connected", status.connected());
    status
        .activity()
        .ifPresent(
            activity ->
                out.put("activity", activity.state().toString())
                    .put("activity_at", Timestamps.write(activity.at())));
  }

  /// A peer, also as a broker of the old protocol describes it.
  public static Peer read(JsonObject in) {
    String cwd = in.text("cwd", "/");
    return new Peer(
        new PeerId(in.text("id")),
        in.optionalText("name").map(PeerName::new).orElseGet(() -> PeerName.fromFolder(cwd)),
        new ProcessRef(in.number("pid"), in.text("start", "")),
        in.optionalNumber("agent_pid").map(pid -> new ProcessRef(pid, in.text("agent_start", ""))),
        in.optionalText("thread"),
        new Workplace(cwd, in.optionalText("git_root"), in.optionalText("repository")),
        in.optionalText("tty"),
        in.optionalText("client_type").map(ClientType::new).orElse(ClientType.CLAUDE_CODE),
        in.text("summary", ""),
        time(in, "registered_at").orElse(Instant.EPOCH),
        time(in, "last_seen").orElse(Instant.EPOCH),
        in.optionalText("wake_transport").flatMap(WakeTransport::parse),
        in.optionalText("last_wake_status").flatMap(WakeStatus::parse),
        time(in, "last_wake_at"),
        in.flag("verified", false),
        time(in, "gone_at"));
  }

  public static PeerStatus readStatus(JsonObject in) {
    int unread = Math.toIntExact(in.optionalNumber("unread").orElse(0L));
    return new PeerStatus(read(in), unread, in.flag("connected", false), readActivity(in));
  }

  private static Optional<Activity> readActivity(JsonObject in) {
    Optional<Activity.State> state = in.optionalText("activity").flatMap(Activity.State::parse);
    return state.flatMap(s -> time(in, "activity_at").map(at -> new Activity(s, at)));
  }

  static Optional<Instant> time(JsonObject in, String name) {
    return in.optionalText(name).map(Timestamps::read);
  }
}
