package dev.peers.core.system;

import dev.peers.core.model.PeerId;
import dev.peers.core.model.Secret;
import dev.peers.core.port.Ids;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Chance from the operating system. Safe from any thread.
public final class SystemIds implements Ids {
  private static final int ID_BYTES = 4;
  private static final int SECRET_BYTES = 32;

  // Making one takes tens of milliseconds, which no start-up should pay for.
  private Optional<SecureRandom> random = Optional.empty();

  @Override
  public PeerId peerId() {
    return new PeerId(HexFormat.of().formatHex(bytes(ID_BYTES)));
  }

  @Override
  public Secret secret() {
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES)));
  }

  private synchronized byte[] bytes(int count) {
    SecureRandom source = random.orElseGet(SecureRandom::new);
    random = Optional.of(source);
    byte[] bytes = new byte[count];
    source.nextBytes(bytes);
    return bytes;
  }
}
