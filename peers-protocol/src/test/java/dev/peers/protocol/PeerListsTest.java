package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.Peer;
import dev.peers.protocol.internal.wire.PeerJson;
import dev.peers.protocol.json.Json;
import dev.peers.testkit.PeerBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PeerListsTest {
  private final PeerLists lists = new PeerLists();

  @Test
  void nobody_is_an_empty_list() {
    assertThat(written(List.of())).isEqualTo("[]");
    assertThat(written(List.of(status("a11ce000", 0)))).isNotEqualTo("[]");
    assertThat(written(List.of())).isEqualTo("[]");
  }

  @Test
  void a_list_is_the_array_of_its_peers_in_their_order() {
    List<PeerStatus> both = List.of(status("b0b00000", 1), status("a11ce000", 0));
    assertThat(written(both)).isEqualTo(array(both));
    assertThat(written(both.reversed())).isEqualTo(array(both.reversed()));
  }

  @Test
  void a_peer_that_changed_is_written_anew() {
    PeerStatus alice = status("a11ce000", 0);
    PeerStatus bob = status("b0b00000", 0);
    written(List.of(alice, bob));
    List<PeerStatus> changed = List.of(alice, status("b0b00000", 7));
    assertThat(written(changed)).isEqualTo(array(changed));
    assertThat(written(List.of(alice, bob))).isEqualTo(array(List.of(alice, bob)));
  }

  @Test
  void what_does_not_change_is_not_written_again() {
    List<PeerStatus> peers = List.of(status("a11ce000", 0), status("b0b00000", 0));
    assertThat(lists.write(peers)).isSameAs(lists.write(List.copyOf(new ArrayList<>(peers))));
  }

  @Test
  void many_peers_that_left_are_forgotten_and_those_that_stayed_are_listed() {
    List<PeerStatus> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(status("%08x".formatted(i), i));
    }
    assertThat(written(many)).isEqualTo(array(many));
    List<PeerStatus> few = many.subList(0, 3);
    assertThat(written(few)).isEqualTo(array(few));
    assertThat(written(many)).isEqualTo(array(many));
  }

  @Test
  void short_lists_in_between_do_not_make_it_forget_a_long_one() {
    List<PeerStatus> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(status("%08x".formatted(i), i));
    }
    lists.write(many);
    int known = lists.known();
    lists.write(many.subList(0, 3));
    assertThat(lists.known()).isEqualTo(known).isEqualTo(500);
  }

  @Test
  void peers_that_come_and_go_are_not_kept_for_ever() {
    for (int i = 0; i < 10_000; i++) {
      lists.write(List.of(status("%08x".formatted(i), i)));
      assertThat(lists.known()).isLessThan(100);
    }
  }

  private String written(List<PeerStatus> peers) {
    return new String(lists.write(peers), StandardCharsets.UTF_8);
  }

  private static String array(List<PeerStatus> peers) {
    return peers.stream()
        .map(peer -> Json.writeObject(out -> PeerJson.writeStatus(peer, out)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static PeerStatus status(String id, int unread) {
    Peer peer = PeerBuilder.peer("peer-" + id).id(id).build();
    return new PeerStatus(peer, unread, false);
  }
}
