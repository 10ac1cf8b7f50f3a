package dev.peers.sqlite;

import static dev.peers.sqlite.internal.schema.Tables.MESSAGES;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import dev.peers.core.port.PeerRecord;
import dev.peers.sqlite.internal.schema.tables.records.MessagesRecord;
import dev.peers.sqlite.internal.schema.tables.records.PeersRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/// Translates between rows and the domain.
final class Rows {
  private Rows() {}

  static Message message(MessagesRecord row) {
    return new Message(
        row.getId(),
        new PeerId(row.getSender()),
        new PeerId(row.getRecipient()),
        row.getBody(),
        Instant.ofEpochMilli(row.getSentAt()),
        time(row.getPushedAt()),
        time(row.getReadAt()),
        time(row.getExpiredAt()),
        Optional.ofNullable(row.getReplyTo()),
        row.getVerified());
  }

  /// The message in the current row, whose columns are those of the table in their order.
  static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getLong(at(MESSAGES.ID)),
        new PeerId(row.getString(at(MESSAGES.SENDER))),
        new PeerId(row.getString(at(MESSAGES.RECIPIENT))),
        row.getString(at(MESSAGES.BODY)),
        Instant.ofEpochMilli(row.getLong(at(MESSAGES.SENT_AT))),
        number(row, MESSAGES.PUSHED_AT).map(Instant::ofEpochMilli),
        number(row, MESSAGES.READ_AT).map(Instant::ofEpochMilli),
        number(row, MESSAGES.EXPIRED_AT).map(Instant::ofEpochMilli),
        number(row, MESSAGES.REPLY_TO),
        row.getInt(at(MESSAGES.VERIFIED)) != 0);
  }

  private static Optional<Long> number(ResultSet row, Field<Long> column) throws SQLException {
    long number = row.getLong(at(column));
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static int at(Field<?> column) {
    return MESSAGES.fieldsRow().indexOf(column) + 1;
  }

  static PeerRecord peer(PeersRecord row) {
    Peer peer =
        new Peer(
            new PeerId(row.getId()),
            new PeerName(row.getName()),
            new ProcessRef(row.getPid(), row.getPidStart()),
            Optional.ofNullable(row.getAgentPid())
                .map(pid -> new ProcessRef(pid, row.getAgentStart())),
            Optional.ofNullable(row.getThread()),
            new Workplace(
                row.getCwd(),
                Optional.ofNullable(row.getGitRoot()),
                Optional.ofNullable(row.getRepository())),
            Optional.ofNullable(row.getTty()),
            new ClientType(row.getClientType()),
            row.getSummary(),
            Instant.ofEpochMilli(row.getRegisteredAt()),
            Instant.ofEpochMilli(row.getLastSeen()),
            Optional.ofNullable(row.getWakeTransport()).flatMap(WakeTransport::parse),
            Optional.ofNullable(row.getLastWake()).flatMap(WakeStatus::parse),
            time(row.getLastWakeAt()),
            row.getVerified(),
            time(row.getGoneAt()));
    return new PeerRecord(
        peer, Optional.ofNullable(row.getSecretHash()), endpoint(row), row.getSelfWakes());
  }

  static PeersRecord row(PeerRecord known) {
    Peer peer = known.peer();
    PeersRecord row = new PeersRecord();
    row.setId(peer.id().value());
    row.setName(peer.name().value());
    row.setPid(peer.process().pid());
    row.setPidStart(peer.process().start());
    row.setAgentPid(peer.agent().map(ProcessRef::pid).orElse(null));
    row.setAgentStart(peer.agent().map(ProcessRef::start).orElse(null));
    row.setThread(peer.thread().orElse(null));
    row.setCwd(peer.workplace().cwd());
    row.setGitRoot(peer.workplace().gitRoot().orElse(null));
    row.setRepository(peer.workplace().repository().orElse(null));
    row.setTty(peer.tty().orElse(null));
    row.setClientType(peer.clientType().value());
    row.setSummary(peer.summary());
    row.setRegisteredAt(peer.registeredAt().toEpochMilli());
    row.setLastSeen(peer.lastSeen().toEpochMilli());
    row.setWakeTransport(peer.wakeTransport().map(WakeTransport::toString).orElse(null));
    row.setLastWake(peer.lastWake().map(WakeStatus::toString).orElse(null));
    row.setLastWakeAt(peer.lastWakeAt().map(Instant::toEpochMilli).orElse(null));
    row.setVerified(peer.verified());
    row.setGoneAt(peer.goneAt().map(Instant::toEpochMilli).orElse(null));
    row.setSecretHash(known.secretHash().orElse(null));
    row.setEndpointTransport(known.wake().map(wake -> wake.transport().toString()).orElse(null));
    row.setEndpointAddress(known.wake().map(WakeEndpoint::address).orElse(null));
    row.setEndpointSecret(known.wake().flatMap(WakeEndpoint::secret).orElse(null));
    row.setSelfWakes(known.selfWakes());
    return row;
  }

  private static Optional<WakeEndpoint> endpoint(PeersRecord row) {
    return Optional.ofNullable(row.getEndpointTransport())
        .flatMap(WakeTransport::parse)
        .map(
            transport ->
                new WakeEndpoint(
                    transport,
                    row.getEndpointAddress(),
                    Optional.ofNullable(row.getEndpointSecret())));
  }

  private static Optional<Instant> time(@Nullable Long millis) {
    return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
  }
}
