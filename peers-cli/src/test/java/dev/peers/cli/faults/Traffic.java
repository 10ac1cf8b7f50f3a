package dev.peers.cli.faults;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.Refusal;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Senders and receivers at work at the same time, each a peer and a thread of its own. Every
/// sender writes to every receiver in turn, one message at a time, and repeats with the same key
/// what was not answered, as MCP servers do.
final class Traffic implements AutoCloseable {
  /// Brokers that are killed more often hardly get anything done between two starts.
  static final Duration PAUSE = Duration.ofSeconds(6);

  private static final Duration TO_SETTLE = Duration.ofSeconds(60);

  private final Ledger ledger = new Ledger();
  private final List<Party> senders = new ArrayList<>();
  private final List<Party> receivers = new ArrayList<>();
  private final AtomicInteger disturbances = new AtomicInteger();
  private volatile boolean sending = true;
  private volatile boolean receiving = true;

  Traffic(BrokerHome home, int senders, int receivers) {
    for (int i = 0; i < senders; i++) {
      this.senders.add(Party.join(home, "/work/sender-" + i));
    }
    for (int i = 0; i < receivers; i++) {
      this.receivers.add(Party.join(home, "/work/receiver-" + i));
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /// Lets each sender send so many messages, and returns when all that was sent was read, or time
  /// is up.
  void run(int each) {
    runWhile(each, () -> {});
  }

  /// Disturbs brokers at moments that the generator chooses until enough is done; says how often.
  ///
  /// @param pause the longest time between two of them
  int runDisturbed(
      Disturbance disturbance, RandomGenerator random, Duration pause, Duration time, int atLeast) {
    long end = System.nanoTime() + time.toNanos();
    long mustEnd = end + time.toNanos();
    runWhile(
        Integer.MAX_VALUE,
        () -> {
          while (System.nanoTime() - (disturbances.get() < atLeast ? mustEnd : end) < 0) {
            LockSupport.parkNanos(
                Duration.ofMillis(random.nextLong(800, pause.toMillis())).toNanos());
            if (disturbance.happen(random)) {
              disturbances.incrementAndGet();
            }
          }
        });
    return disturbances.get();
  }

  private void runWhile(int each, Runnable disturbance) {
    List<Thread> sendings = senders.stream().map(party -> thread(() -> send(party, each))).toList();
    // Every other one listens; the rest ask again and again, as old clients do.
    List<Thread> receivings =
        IntStream.range(0, receivers.size())
            .mapToObj(i -> thread(() -> receive(receivers.get(i), i % 2 == 0)))
            .toList();
    disturbance.run();
    if (each == Integer.MAX_VALUE) {
      sending = false;
    }
    join(sendings);
    Waiting.until(TO_SETTLE, ledger::isSettled);
    receiving = false;
    join(receivings);
  }

  private Thread thread(Runnable work) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                ledger.fault("a party gave up: " + e);
              }
            });
  }

  private static void join(List<Thread> threads) {
    for (Thread thread : threads) {
      try {
        if (!thread.join(TO_SETTLE.multipliedBy(2))) {
          throw new IllegalStateException("a party does not end");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private void send(Party sender, int each) {
    for (int number = 1; sending && number <= each; number++) {
      for (Party receiver : receivers) {
        send(sender, receiver, number);
      }
    }
  }

  private void send(Party sender, Party receiver, int number) {
    Ledger.Entry entry = new Ledger.Entry(sender.id(), receiver.id(), number);
    SendRequest request =
        SendRequest.of(sender.caller(), receiver.id(), entry.text())
            .withKey(receiver.id() + "-" + number);
    ledger.attempted(entry);
    int before = disturbances.get();
    long deadline = System.nanoTime() + TO_SETTLE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        Outcome<Sent> outcome = Waiting.answer(sender.broker().send(request));
        if (!isFull(outcome)) {
          ledger.sent(entry, outcome.orThrow().message().id());
          if (disturbances.get() > before) {
            ledger.interrupted();
          }
          return;
        }
      } catch (BrokerUnavailableException e) {
        ledger.retried();
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    ledger.fault(entry.text() + " could not be sent");
  }

  private static boolean isFull(Outcome<Sent> outcome) {
    return outcome instanceof Outcome.Refused<Sent>(Refusal refusal)
        && refusal.code() == Refusal.Code.INBOX_FULL;
  }

  private void receive(Party receiver, boolean byStream) {
    while (receiving) {
      try {
        if (byStream) {
          listen(receiver);
        } else if (read(receiver, receiver.fetch().stream().map(Envelope::message).toList())) {
          continue;
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      } catch (BrokerUnavailableException e) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  /// Reads what one event stream brings, until it ends.
  private void listen(Party receiver) {
    Mail mail = new Mail();
    Subscription stream =
        Waiting.answer(
                receiver
                    .broker()
                    .subscribe(new SubscribeRequest(receiver.caller(), Optional.empty()), mail))
            .orThrow();
    try {
      while (receiving) {
        boolean ended = mail.ended;
        if (!read(receiver, mail.take()) && ended) {
          return;
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    } finally {
      stream.close();
    }
  }

  /// What an event stream has brought and nobody has read yet.
  private static final class Mail implements EventListener {
    private final Queue<Message> arrived = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    @Override
    public void onEvent(PeerEvent event) {
      if (event instanceof PeerEvent.MessageArrived(Envelope envelope)) {
        arrived.add(envelope.message());
      }
    }

    @Override
    public void onEnd(String reason) {
      ended = true;
    }

    List<Message> take() {
      List<Message> taken = new ArrayList<>();
      for (Message m = arrived.poll(); m != null; m = arrived.poll()) {
        taken.add(m);
      }
      return taken;
    }
  }

  /// Shows mail and acknowledges it; says whether there was any.
  private boolean read(Party receiver, List<Message> mail) {
    mail.forEach(m -> ledger.shown(m.from().value(), m.to().value(), m.id(), m.text()));
    if (mail.isEmpty()) {
      return false;
    }
    List<Long> ids = mail.stream().map(Message::id).toList();
    receiver.acknowledge(ids);
    ledger.acknowledged(ids);
    return true;
  }

  @Override
  public void close() {
    senders.forEach(Party::close);
    receivers.forEach(Party::close);
  }
}
