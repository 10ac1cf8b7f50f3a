package dev.peers.transport.uds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A program that holds a lock until its standard input ends.
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    Optional<BrokerLock> lock = BrokerLock.tryAcquire(Path.of(args[0]));
    System.out.println(lock.isPresent() ? "locked" : "taken");
    if (lock.isPresent()) {
      while (System.in.read() >= 0) {
        // Nobody sends anything; only the end counts.
      }
      lock.get().close();
    }
  }
}
