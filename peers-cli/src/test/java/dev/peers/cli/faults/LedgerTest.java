package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The ledger notices what it is there for.
class LedgerTest {
  private static final Ledger.Entry FIRST = new Ledger.Entry("a", "b", 1);
  private static final Ledger.Entry SECOND = new Ledger.Entry("a", "b", 2);

  private final Ledger ledger = new Ledger();

  @Test
  void mail_that_is_read_in_order_breaks_no_promise() {
    send(FIRST, 1);
    send(SECOND, 2);
    show(FIRST, 1);
    show(SECOND, 2);
    ledger.acknowledged(List.of(1L, 2L));
    assertThat(ledger.faults()).isEmpty();
    assertThat(ledger.losses()).isEmpty();
    assertThat(ledger.isSettled()).isTrue();
    assertThat(ledger.duplicates()).isZero();
  }

  @Test
  void a_message_that_is_never_shown_is_lost() {
    send(FIRST, 1);
    assertThat(ledger.losses()).containsExactly(FIRST.text());
    assertThat(ledger.isSettled()).isFalse();
  }

  @Test
  void one_that_is_shown_again_with_the_same_id_is_a_duplicate_and_no_fault() {
    send(FIRST, 1);
    show(FIRST, 1);
    show(FIRST, 1);
    assertThat(ledger.duplicates()).isEqualTo(1);
    assertThat(ledger.faults()).isEmpty();
  }

  @Test
  void one_that_is_kept_twice_is_a_fault() {
    send(FIRST, 1);
    show(FIRST, 1);
    show(FIRST, 2);
    assertThat(ledger.faults()).singleElement().asString().contains("kept twice");
  }

  @Test
  void one_that_is_shown_after_its_acknowledgement_is_a_fault() {
    send(FIRST, 1);
    show(FIRST, 1);
    ledger.acknowledged(List.of(1L));
    show(FIRST, 1);
    assertThat(ledger.faults()).singleElement().asString().contains("after it was acknowledged");
  }

  @Test
  void one_that_nobody_sent_is_a_fault() {
    show(FIRST, 1);
    assertThat(ledger.faults()).singleElement().asString().contains("invented");
  }

  @Test
  void one_whose_text_was_changed_is_a_fault() {
    send(FIRST, 1);
    ledger.shown("a", "b", 1, FIRST.text() + "!");
    assertThat(ledger.faults()).singleElement().asString().contains("invented");
  }

  @Test
  void one_that_overtakes_another_is_a_fault() {
    send(FIRST, 1);
    send(SECOND, 2);
    show(SECOND, 2);
    assertThat(ledger.faults()).singleElement().asString().contains("where number 1 was due");
  }

  @Test
  void an_id_that_does_not_grow_is_a_fault() {
    send(FIRST, 2);
    send(SECOND, 1);
    assertThat(ledger.faults()).singleElement().asString().contains("got id 1");
  }

  @Test
  void another_id_than_its_sender_was_told_is_a_fault() {
    send(FIRST, 1);
    show(FIRST, 3);
    assertThat(ledger.faults()).singleElement().asString().contains("was sent as 1");
  }

  private void send(Ledger.Entry entry, long id) {
    ledger.attempted(entry);
    ledger.sent(entry, id);
  }

  private void show(Ledger.Entry entry, long id) {
    ledger.shown(entry.from(), entry.to(), id, entry.text());
  }
}
