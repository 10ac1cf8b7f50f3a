package dev.peers.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = new Secret("correct horse");

  @Test
  void it_matches_its_own_hash_only() {
    assertThat(secret.matches(secret.hash())).isTrue();
    assertThat(new Secret("wrong horse").matches(secret.hash())).isFalse();
    assertThat(secret.matches("")).isFalse();
  }

  @Test
  void it_is_never_printed() {
    assertThat(secret.toString()).doesNotContain("horse");
    assertThat(secret.hash()).doesNotContain("horse");
  }
}
