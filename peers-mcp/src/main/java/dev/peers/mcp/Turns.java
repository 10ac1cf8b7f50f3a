package dev.peers.mcp;

import java.util.concurrent.CountDownLatch;

/// Lets calls take effect in the order in which they were made, though each runs on a thread of its
/// own. [#next()] belongs to one thread.
final class Turns {
  private CountDownLatch last = new CountDownLatch(0);

  Turn next() {
    Turn turn = new Turn(last);
    last = turn.over;
    return turn;
  }

  /// One call's place in the order.
  static final class Turn {
    private final CountDownLatch before;
    private final CountDownLatch over = new CountDownLatch(1);

    private Turn(CountDownLatch before) {
      this.before = before;
    }

    void await() throws InterruptedException {
      before.await();
    }

    void over() {
      over.countDown();
    }
  }
}
