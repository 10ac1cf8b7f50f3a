package dev.peers.testkit;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Makes a [Peer] for a test that needs one without a network. What is not said has a sensible
/// value, and the same name gives the same peer.
///
/// ```java
/// Peer bob = PeerBuilder.peer("bob").in("/work/shop").client(ClientType.CODEX).build();
/// ```
public final class PeerBuilder {
  static final Instant NOON = ManualClock.NOON;

  private final PeerName name;
  private PeerId id;
  private String folder;
  private Optional<String> gitRoot = Optional.empty();
  private ClientType clientType = ClientType.CLAUDE_CODE;
  private String summary = "";
  private Instant registeredAt = NOON;
  private Optional<WakeTransport> wakeTransport = Optional.of(WakeTransport.CLAUDE_INBOX);
  private boolean verified = true;
  private Optional<Instant> goneAt = Optional.empty();

  private PeerBuilder(String name) {
    this.name = new PeerName(name);
    this.id = new PeerId(HexFormat.of().toHexDigits(name.hashCode()));
    this.folder = "/work/" + name;
  }

  /// A verified Claude Code peer that is here, in `/work/<name>`, with an id made of its name.
  ///
  /// @throws IllegalArgumentException if no peer can have that name
  public static PeerBuilder peer(String name) {
    return new PeerBuilder(name);
  }

  public PeerBuilder id(String newId) {
    id = new PeerId(newId);
    return this;
  }

  public PeerBuilder in(String newFolder) {
    folder = newFolder;
    return this;
  }

  public PeerBuilder gitRoot(String newGitRoot) {
    gitRoot = Optional.of(newGitRoot);
    return this;
  }

  public PeerBuilder client(ClientType newType) {
    clientType = newType;
    return this;
  }

  public PeerBuilder summary(String newSummary) {
    summary = newSummary;
    return this;
  }

  public PeerBuilder registeredAt(Instant time) {
    registeredAt = time;
    return this;
  }

  public PeerBuilder wokenBy(WakeTransport transport) {
    wakeTransport = Optional.of(transport);
    return this;
  }

  /// A peer that nobody can wake.
  public PeerBuilder notWoken() {
    wakeTransport = Optional.empty();
    return this;
  }

  /// A peer of the old protocol, which has no secret.
  public PeerBuilder unverified() {
    verified = false;
    return this;
  }

  public PeerBuilder goneSince(Instant time) {
    goneAt = Optional.of(time);
    return this;
  }

  public Peer build() {
    return new Peer(
        id,
        name,
        new ProcessRef(1_001, "start-" + id),
        Optional.of(new ProcessRef(1_000, "agent-" + id)),
        Optional.empty(),
        new Workplace(folder, gitRoot, gitRoot.map(root -> root + "/.git")),
        Optional.empty(),
        clientType,
        summary,
        registeredAt,
        registeredAt,
        wakeTransport,
        Optional.empty(),
        Optional.empty(),
        verified,
        goneAt);
  }
}
