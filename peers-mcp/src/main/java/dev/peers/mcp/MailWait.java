package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Blocks until there is mail of some kind, or time is up.
final class MailWait {
  /// Looks for the mail that is waited for.
  @FunctionalInterface
  interface Look {
    List<Envelope> now() throws InterruptedException, NotRegisteredException;
  }

  private final Session session;
  private final Progress progress;

  MailWait(Session session, Progress progress) {
    this.session = session;
    this.progress = progress;
  }

  /// Returns the mail as soon as there is any, or nothing in the end.
  List<Envelope> until(Duration atMost, Predicate<Envelope> wanted, Look look)
      throws InterruptedException, NotRegisteredException {
    Deadline deadline = Deadline.in(atMost);
    try (Waits.Wait wait = session.waits().open(wanted)) {
      List<Envelope> mail = look.now();
      while (mail.isEmpty() && !deadline.isOver() && !session.waits().isEnded()) {
        wait.await(min(deadline.left(), session.timings().progress()));
        if (!deadline.isOver()) {
          report(atMost, deadline);
        }
        mail = look.now();
      }
      if (!mail.isEmpty()) {
        return mail;
      }
    } catch (InterruptedException e) {
      session.waitGivenUp();
      throw e;
    }
    // From here on the agent is woken as usual; this is for what came just before.
    return look.now();
  }

  private void report(Duration atMost, Deadline deadline) {
    long total = atMost.toSeconds();
    progress.report(total - deadline.left().toSeconds(), total, "waiting for mail");
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
