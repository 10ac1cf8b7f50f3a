package dev.peers.protocol.internal.wire;

import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.Witness;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// Registering.
public final class RegisterJson {
  private RegisterJson() {}

  public static void writeRequest(RegisterRequest request, JsonFields out) {
    out.put("pid", request.pid())
        .putNumber("agent_pid", request.agentPid())
        .put("cwd", request.cwd())
        .putText("git_root", request.gitRoot())
        .putText("tty", request.tty())
        .putText("client_type", Optional.of(request.clientType()))
        .put("summary", request.summary())
        .putText("wake_transport", request.wake().map(WakeEndpoint::transport))
        .putText("wake_address", request.wake().map(WakeEndpoint::address))
        .putText("wake_secret", request.wake().flatMap(WakeEndpoint::secret))
        .putText("name", request.name())
        .putText("thread", request.thread())
        .putText("self_wake", request.selfWake())
        .put("secured", request.secured());
  }

  /// @param secret the header `Peers-Secret`
  public static RegisterRequest readRequest(
      JsonObject in, Optional<Secret> secret, Witness witness) {
    return new RegisterRequest(
        RequestJson.positive("pid", in.number("pid")),
        in.optionalNumber("agent_pid").map(pid -> RequestJson.positive("agent_pid", pid)),
        filled(in, "thread"),
        in.text("cwd"),
        filled(in, "git_root"),
        filled(in, "tty"),
        filled(in, "client_type").map(ClientType::new).orElse(ClientType.CLAUDE_CODE),
        filled(in, "name").map(PeerName::new),
        in.text("summary", ""),
        readWake(in),
        in.optionalText("self_wake").flatMap(WakeTransport::parse),
        in.flag("secured", false),
        secret,
        witness);
  }

  public static void writeReply(Registration registration, JsonFields out) {
    out.put("id", registration.peer().id().value());
    registration.secret().ifPresent(secret -> out.put("secret", secret.value()));
    out.put("name", registration.peer().name().value())
        .put("resumed", registration.resumed())
        .put("unread", registration.unread())
        .putObject("peer", registration.peer(), PeerJson::write);
  }

  /// The registration; of a broker of the old protocol, which answers the id alone, as far as it is
  /// known.
  public static Registration readReply(JsonObject in, RegisterRequest request, Instant now) {
    Optional<JsonObject> peer = in.optionalObject("peer");
    return new Registration(
        peer.isPresent() ? PeerJson.read(peer.get()) : guess(in.text("id"), request, now),
        in.optionalText("secret").map(Secret::new),
        in.flag("resumed", false),
        Math.toIntExact(in.optionalNumber("unread").orElse(0L)));
  }

  /// Absent and empty is the same to clients of the old protocol.
  static Optional<String> filled(JsonObject in, String name) {
    return in.optionalText(name).filter(text -> !text.isEmpty());
  }

  /// An endpoint that cannot be one is ignored, as the old protocol has it.
  private static Optional<WakeEndpoint> readWake(JsonObject in) {
    Optional<WakeTransport> transport = filled(in, "wake_transport").flatMap(WakeTransport::parse);
    Optional<String> address = filled(in, "wake_address");
    Optional<String> secret = filled(in, "wake_secret");
    if (transport.isEmpty() || address.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new WakeEndpoint(transport.get(), address.get(), secret));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Peer guess(String id, RegisterRequest request, Instant now) {
    return new Peer(
        new PeerId(id),
        PeerName.fromFolder(request.cwd()),
        ProcessRef.unseen(request.pid()),
        request.agentPid().map(ProcessRef::unseen),
        Optional.empty(),
        new Workplace(request.cwd(), request.gitRoot(), Optional.empty()),
        request.tty(),
        request.clientType(),
        request.summary(),
        now,
        now,
        request.wake().map(WakeEndpoint::transport),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
