package dev.peers.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> COMMANDS = List.of("status", "send", "setup", "watch", "wait");

  @ParameterizedTest
  @CsvSource({
    "satus, status",
    "statsu, status",
    "STATUS, status",
    "statuss, status",
    "snd, send",
    "sedn, send",
    "wach, watch",
    "wiat, wait",
    "ststux, status"
  })
  void a_few_slips_are_understood(String typed, String meant) {
    assertThat(Nearest.to(typed, COMMANDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"frobnicate", "x", "peers", "''"})
  void what_is_far_from_everything_is_not_guessed(String typed) {
    assertThat(Nearest.to(typed, COMMANDS)).isEmpty();
  }

  @Test
  void a_word_that_was_only_begun_is_completed_if_that_can_be_done_in_one_way() {
    List<String> names = List.of("poker-engine", "poker-web", "wire-format", "web");
    assertThat(Nearest.to("Wire", names)).contains("wire-format");
    assertThat(Nearest.to("poker-e", names)).contains("poker-engine");
    assertThat(Nearest.to("poker", names)).isEmpty();
    assertThat(Nearest.to("p", names)).isEmpty();
  }

  @Test
  void the_fewest_slips_win_and_no_candidates_are_no_error() {
    assertThat(Nearest.to("cart", List.of("carts-and-more", "card", "cart"))).contains("cart");
    assertThat(Nearest.to("cart", List.of())).isEmpty();
    assertThat(Nearest.to("a".repeat(10_000), COMMANDS)).isEmpty();
  }
}
