package dev.peers.protocol;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.PeerId;
import dev.peers.protocol.internal.wire.PeerJson;
import dev.peers.protocol.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Lists of peers as JSON. Peers are listed far more often than they change, so what was written of
/// one is kept until it changes, and so is the last list. Safe from any thread.
final class PeerLists {
  private static final int SPARE = 64;

  @SuppressWarnings("ArrayRecordComponent")
  private record Written(PeerStatus peer, byte[] json) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Answered(List<PeerStatus> peers, byte[] json) {}

  private final Map<PeerId, Written> known = new ConcurrentHashMap<>();
  private volatile Answered last = new Answered(List.of(), new byte[] {'[', ']'});

  /// The size of the longest list since all was forgotten: those that ask for a few in turns with
  /// those that ask for many do not make it forget the many.
  private volatile int longest;

  /// The list, which nobody may change.
  byte[] write(List<PeerStatus> peers) {
    Answered before = last;
    if (areSame(before.peers, peers)) {
      return before.json;
    }
    forgetSome(peers.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(before.json.length + 1_024);
    char separator = '[';
    for (PeerStatus peer : peers) {
      out.write(separator);
      out.writeBytes(json(peer));
      separator = ',';
    }
    if (peers.isEmpty()) {
      out.write('[');
    }
    out.write(']');
    byte[] json = out.toByteArray();
    last = new Answered(peers, json);
    return json;
  }

  /// Of how many peers it keeps what it wrote.
  int known() {
    return known.size();
  }

  private void forgetSome(int size) {
    longest = Math.max(longest, size);
    if (known.size() > 2 * longest + SPARE) {
      known.clear();
      longest = size;
    }
  }

  /// By identity where nothing has changed, which is quick.
  private static boolean areSame(List<PeerStatus> some, List<PeerStatus> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!Objects.equals(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private byte[] json(PeerStatus peer) {
    PeerId id = peer.peer().id();
    Written before = known.get(id);
    if (before != null && Objects.equals(before.peer, peer)) {
      return before.json;
    }
    byte[] json = Json.writeObject(out -> PeerJson.writeStatus(peer, out));
    known.put(id, new Written(peer, json));
    return json;
  }
}
