package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.testkit.contract.PeerStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
  private static final Peer BOB = PeerBuilder.peer("bob").build();

  private static Draft draft(String text) {
    return new Draft(
        new PeerId("a11ce000"),
        BOB.id(),
        text,
        Instant.EPOCH,
        Optional.empty(),
        true,
        Optional.empty());
  }

  private final InMemoryPeerStore memory = new InMemoryPeerStore();
  private final FaultyStore store = new FaultyStore(memory::reopen, new Random(0));

  /// Without faults it is a store like any other.
  @Nested
  class WithoutFaults implements PeerStoreContract {
    @Override
    public PeerStore open() {
      return FaultyStore.over(new InMemoryPeerStore());
    }
  }

  @Test
  void the_nth_write_fails_and_leaves_nothing() {
    store.failWrite(2);
    send("one");
    assertThatThrownBy(() -> send("two"))
        .isInstanceOf(StoreException.class)
        .hasMessage("this WRITE fails, as the test wanted");
    send("three");
    assertThat(texts()).containsExactly("one", "three");
  }

  @Test
  void a_failing_operation_takes_its_whole_transaction_along() {
    store.on(StoreOperation.PUT).fail();
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.append(draft("one"));
                      transaction.put(
                          new PeerRecord(BOB, Optional.empty(), Optional.empty(), false));
                      return 0;
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(texts()).isEmpty();
    store.behave();
    assertThat(store.peers()).isEmpty();
  }

  @Test
  void a_crash_before_the_commit_leaves_nothing() {
    store.on(StoreOperation.APPEND).crashBeforeCommit();
    assertThatThrownBy(() -> send("one")).isInstanceOf(StoreException.class);
    assertThat(store.hasCrashed()).isTrue();
    assertThatThrownBy(store::peers).hasMessage("the store has crashed and was not opened again");
    store.reopen();
    assertThat(texts()).isEmpty();
  }

  @Test
  void a_crash_after_the_commit_leaves_everything() {
    store.on(StoreOperation.APPEND).nth(1).crashAfterCommit();
    assertThatThrownBy(() -> send("one")).isInstanceOf(StoreException.class);
    store.reopen();
    send("two");
    assertThat(texts()).containsExactly("one", "two");
  }

  @Test
  void reading_fails_too() {
    store.on(StoreOperation.UNREAD, StoreOperation.HISTORY).times(1).fail();
    assertThatThrownBy(() -> store.unread(BOB.id(), 0, 1)).isInstanceOf(StoreException.class);
    assertThat(store.unread(BOB.id(), 0, 1)).isEmpty();
  }

  @Test
  void a_slow_call_lets_its_time_pass() {
    ManualClock clock = new ManualClock();
    var before = clock.instant();
    store.on(StoreOperation.WRITE).slow(() -> clock.advance(Duration.ofSeconds(2)));
    send("one");
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(2));
  }

  @Test
  void every_counts_and_chance_follows_the_seed() {
    store.on(StoreOperation.WRITE).every(3).fail();
    assertThat(failures(store, 9)).containsExactly(3, 6, 9);
    assertThat(failures(unreliable(5), 50))
        .isEqualTo(failures(unreliable(5), 50))
        .isNotEqualTo(failures(unreliable(6), 50))
        .hasSizeBetween(10, 40);
  }

  @Test
  void the_first_fault_that_applies_decides() {
    store.on(StoreOperation.WRITE).nth(2).crashBeforeCommit();
    store.on().fail();
    assertThatThrownBy(() -> send("one")).hasMessageContaining("fails");
    assertThatThrownBy(() -> send("two")).hasMessageContaining("crashed");
  }

  private static FaultyStore unreliable(long seed) {
    FaultyStore store = FaultyStore.over(new InMemoryPeerStore(), seed);
    store.on(StoreOperation.WRITE).withChance(0.5).fail();
    return store;
  }

  private static List<Integer> failures(FaultyStore store, int writes) {
    return IntStream.rangeClosed(1, writes).filter(i -> fails(store)).boxed().toList();
  }

  private static boolean fails(FaultyStore store) {
    try {
      return store.write(transaction -> false);
    } catch (StoreException e) {
      return true;
    }
  }

  private void send(String text) {
    store.write(transaction -> transaction.append(draft(text)));
  }

  private List<String> texts() {
    return memory.unread(BOB.id(), 0, 10).stream().map(Message::text).toList();
  }
}
