package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Outcome;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.sqlite.SqlitePeerStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What of the mail is on the disk at the moment in which a sender is told that it was sent. Of a
/// machine that loses its power, whatever the disk was not yet asked to keep is gone.
class PowerLossIT {
  private static final int SENDERS = 4;
  private static final int AT_ONCE = 10;
  private static final int ROUNDS = 3;
  private static final int SAMPLES = 20;

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void what_was_answered_is_there_after_the_power_failed_and_senders_share_the_flush()
      throws Exception {
    Path trace = home.folder().resolve("trace");
    if (!BrokerHome.succeeds("strace", "-f", "-o", trace.toString(), "true")) {
      // Where nothing may be traced, a killed broker has to do.
      whatWasAnsweredIsInTheFiles();
      return;
    }
    home.startedBy(SyncTrace.recorder(trace));
    Process broker = home.launchReady();
    PeerId receiver = sendMuchAtOnce();
    BrokerHome.kill(broker);
    String last = broker.pid() + " +++ killed by SIGKILL +++";
    assertThat(
            Waiting.until(
                BrokerHome.PATIENCE, () -> text(trace).replaceAll(" +", " ").contains(last)))
        .isTrue();

    SyncTrace traced = SyncTrace.read(trace, log());
    List<SyncTrace.Answer> answers = traced.answers();
    int sends = SENDERS * AT_ONCE * ROUNDS;
    assertThat(answers).hasSize(sends);
    Set<Long> answered = new HashSet<>();
    for (int i = 0; i < sends; i++) {
      answered.add(answers.get(i).messageId());
      if (i % (sends / SAMPLES) == 0 || i == sends - 1) {
        assertThat(mailOf(receiver, answers.get(i).durable()))
            .as("with the power lost after answer %d", i)
            .containsAll(answered);
      }
    }
    assertThat(mailOf(receiver, answers.getFirst().durable()))
        .as("what is cut off is really missing")
        .hasSizeLessThan(sends);
    System.out.println("PowerLossIT: " + sends + " sends, " + traced.syncs() + " flushes");
    assertThat(traced.syncs()).isLessThan(sends);
  }

  @Test
  void what_was_answered_is_in_the_files_of_a_killed_broker() throws Exception {
    whatWasAnsweredIsInTheFiles();
  }

  private void whatWasAnsweredIsInTheFiles() throws IOException {
    Process broker = home.launchReady();
    try (Party sender = Party.join(home, "/work/a");
        Party receiver = Party.join(home, "/work/b")) {
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < SAMPLES; i++) {
        ids.add(sender.send(receiver, "message " + i).orThrow().message().id());
        assertThat(mailOf(receiver.peer().id(), Files.size(log()))).containsAll(ids);
      }
      BrokerHome.kill(broker);
      assertThat(mailOf(receiver.peer().id(), Files.size(log()))).containsExactlyElementsOf(ids);
    }
  }

  private PeerId sendMuchAtOnce() {
    List<Party> senders =
        IntStream.range(0, SENDERS).mapToObj(i -> Party.join(home, "/work/s" + i)).toList();
    try (Party receiver = Party.join(home, "/work/r")) {
      for (int round = 0; round < ROUNDS; round++) {
        List<CompletionStage<Outcome<Sent>>> sent = new ArrayList<>();
        for (Party sender : senders) {
          for (int i = 0; i < AT_ONCE; i++) {
            String text = "message " + round + "-" + i;
            sent.add(sender.broker().send(SendRequest.of(sender.caller(), receiver.id(), text)));
          }
        }
        sent.forEach(outcome -> Waiting.answer(outcome).orThrow());
      }
      return receiver.peer().id();
    } finally {
      senders.forEach(Party::close);
    }
  }

  /// The unread mail in a copy of the database whose log ends after so many bytes.
  private List<Long> mailOf(PeerId receiver, long logLength) throws IOException {
    Path copy = Files.createDirectory(home.folder().resolve("copy-" + System.nanoTime()));
    Path database = copy.resolve("peers.db");
    Files.copy(home.settings().database(), database);
    Path log = copy.resolve("peers.db-wal");
    Files.copy(log(), log);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(logLength);
    }
    try (SqlitePeerStore store = SqlitePeerStore.open(database)) {
      return store.unread(receiver, 0, 10_000).stream().map(Message::id).toList();
    }
  }

  private Path log() {
    Path database = home.settings().database();
    return database.resolveSibling(database.getFileName() + "-wal");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
