package dev.peers.transport.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FrameQueueTest {
  private final Budget budget = new Budget(150);
  private final FrameQueue queue = new FrameQueue(100, budget);

  @Test
  void small_frames_are_taken_together() {
    assertThat(queue.offer(new byte[10])).isTrue();
    assertThat(queue.offer(new byte[20])).isTrue();
    assertThat(queue.take().remaining()).isEqualTo(30);
    assertThat(queue.take().hasRemaining()).isFalse();
  }

  @Test
  void a_full_queue_closes_and_keeps_what_it_has() {
    queue.offer(new byte[60]);
    assertThat(queue.offer(new byte[60])).isTrue();
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.offer(new byte[1])).isFalse();
    assertThat(queue.take().remaining()).isEqualTo(60);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void queues_share_what_they_hold_and_give_it_back() {
    FrameQueue other = new FrameQueue(100, budget);
    queue.offer(new byte[50]);
    queue.offer(new byte[50]);
    other.offer(new byte[40]);
    assertThat(other.offer(new byte[40])).isTrue();
    assertThat(other.isClosed()).isTrue();
    assertThat(budget.held()).isEqualTo(140);

    queue.take();
    other.discard();
    assertThat(budget.held()).isZero();
  }

  @Test
  void one_frame_always_fits() {
    queue.offer(new byte[1000]);
    assertThat(queue.isClosed()).isFalse();
    assertThat(queue.take().remaining()).isEqualTo(1000);
  }
}
