package dev.peers.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNameTest {
  @ParameterizedTest
  @CsvSource({
    "/home/u/poker-engine, poker-engine",
    "/home/u/poker-engine/, poker-engine",
    "/home/u/Poker Engine!, poker-engine",
    "/home/u/.config, config",
    "/home/u/deadbeef, peer-deadbeef",
    "/home/u/cli, peer-cli",
    "/home/u/ÄÖÜ, peer",
    "/home/u/a  ü--b, a---b",
    "/home/u/__a.b__, a.b",
    "/, peer"
  })
  void a_name_is_made_of_the_folder(String folder, String name) {
    assertThat(PeerName.fromFolder(folder)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "a b", "-a", "deadbeef", "cli", "a\nb", "ü"})
  void what_cannot_be_a_name_is_refused_with_what_can(String text) {
    assertThatThrownBy(() -> new PeerName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 40 of a-z 0-9");
  }

  @Test
  void a_numbered_name_stays_within_the_longest() {
    PeerName longest = new PeerName("x".repeat(PeerName.MAX_LENGTH));

    assertThat(longest.numbered(12).value()).hasSize(PeerName.MAX_LENGTH).endsWith("x-12");
  }
}
