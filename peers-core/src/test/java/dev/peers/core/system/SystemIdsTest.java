package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.PeerId;
import dev.peers.core.model.Secret;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SystemIdsTest {
  private final SystemIds ids = new SystemIds();

  @Test
  void ids_have_eight_hexadecimal_characters_and_differ() {
    assertThat(Stream.generate(ids::peerId).limit(20).map(PeerId::value).distinct())
        .hasSizeGreaterThan(18)
        .allMatch(id -> id.matches("[0-9a-f]{8}"));
  }

  @Test
  void secrets_carry_32_bytes_in_url_safe_characters_and_never_repeat() {
    assertThat(Stream.generate(ids::secret).limit(20).map(Secret::value).distinct())
        .hasSize(20)
        .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
  }
}
