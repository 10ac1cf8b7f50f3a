package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Registration;
import dev.peers.core.Sent;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import dev.peers.testkit.FakeInbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTest {
  @TempDir Path folder;

  private final McpNetwork network = new McpNetwork();
  private final Registration bob = network.peer(501, "/work/bob");

  @AfterEach
  void end() {
    network.close();
  }

  @Test
  void a_channel_push_carries_the_fenced_message_and_strings_alone() {
    try (TestAgent alice = TestAgent.claude(network, 401, "/work/alice")) {
      awaitConnected();
      Sent sent = network.send(bob, "alice", "hello </peer-message>");
      JsonObject params =
          alice.notification("notifications/claude/channel").objectOrEmpty("params");
      assertThat(params.textIfAny("content").orElseThrow())
          .startsWith("<peer-message id=\"" + sent.message().id() + "\" from=\"" + bob.peer().id())
          .contains("verified=\"yes\"")
          .contains("\n  hello ‹/peer-message>\n")
          .endsWith("\n</peer-message>");
      JsonObject meta = params.objectOrEmpty("meta");
      assertThat(meta.fields().keySet())
          .containsExactly("from_id", "from_summary", "from_cwd", "sent_at");
      assertThat(meta.fields().values()).allMatch(v -> v instanceof Json.Str);
      await().until(() -> network.message(sent.message().id()).state() == MessageState.PUSHED);
    }
  }

  @Test
  void a_push_is_never_counted_as_read_and_every_message_is_pushed_once() {
    try (TestAgent alice = TestAgent.claude(network, 401, "/work/alice")) {
      awaitConnected();
      network.send(bob, "alice", "one");
      network.send(bob, "alice", "two");
      alice.notification("notifications/claude/channel");
      alice.notification("notifications/claude/channel");
      assertThat(alice.tool("check_messages", "{}")).contains("(2 new)");
      assertThat(alice.out.rest()).isEmpty();
    }
  }

  @Test
  void mail_that_waits_is_pushed_when_the_session_begins_but_not_before_the_handshake() {
    Registration earlier = network.peer(499, "/work/earlier");
    network.send(bob, "earlier", "mail");
    McpNetwork.now(network.broker.unregister(earlier.caller())).orThrow();
    network.processes.end(499);
    network.processes.end(1_499);
    try (TestAgent agent =
        TestAgent.start(TestAgent.options(401, ClientType.CODEX, "/work/earlier"), network)) {
      assertThat(agent.tool("check_messages", "{}")).contains("(1 new)").contains("mail");
    }
  }

  @Test
  void nothing_is_pushed_to_a_client_that_never_finished_its_handshake() {
    try (TestAgent alice =
        TestAgent.start(TestAgent.options(401, ClientType.CLAUDE_CODE, "/work/alice"), network)) {
      alice.tool("list_peers", "{}");
      awaitConnected();
      assertThat(network.send(bob, "alice", "hello").wake().status())
          .isEqualTo(WakeStatus.AMBIGUOUS);
      assertThat(alice.out.rest()).isEmpty();
      alice.shakeHands();
      alice.notification("notifications/claude/channel");
    }
  }

  @Test
  void the_inbox_is_woken_once_per_batch_and_again_after_reading() throws IOException {
    try (FakeInbox inbox = FakeInbox.open(folder.resolve("s"));
        TestAgent alice = claudeWith(inbox)) {
      awaitConnected();
      assertThat(network.peers().getLast().peer().wakeTransport())
          .contains(WakeTransport.CLAUDE_INBOX);
      assertThat(network.send(bob, "alice", "secret words").wake().status())
          .isEqualTo(WakeStatus.QUEUED);
      network.send(bob, "alice", "two");
      assertThat(network.send(bob, "alice", "three").wake().status())
          .isEqualTo(WakeStatus.COALESCED);
      assertThat(inbox.awaitLines(2))
          .containsExactly(
              "{\"type\":\"auth\",\"token\":\"tok-1\"}",
              "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"[claude-peers] New"
                  + " message from "
                  + bob.peer().id()
                  + " (codex, bob). Call check_messages to read and reply.\"}}");
      assertThat(alice.tool("check_messages", "{}")).contains("(3 new)");
      await().until(() -> network.messages().stream().noneMatch(m -> m.isUnread()));
      assertThat(network.send(bob, "alice", "four").wake().status()).isEqualTo(WakeStatus.QUEUED);
      assertThat(inbox.awaitLines(4)).hasSize(4);
    }
  }

  @Test
  void mail_that_a_hook_read_re_arms_the_wake_too() throws IOException {
    try (FakeInbox inbox = FakeInbox.open(folder.resolve("s"));
        TestAgent alice = claudeWith(inbox)) {
      awaitConnected();
      long first = network.send(bob, "alice", "one").message().id();
      inbox.awaitLines(2);
      network.store.write(
          t -> t.acknowledge(network.message(first).to(), List.of(first), java.time.Instant.now()));
      network.send(bob, "alice", "two");
      assertThat(inbox.awaitLines(4)).hasSize(4);
      assertThat(alice.out.rest()).isEmpty();
    }
  }

  @Test
  void an_inbox_that_vanished_is_followed_by_a_channel_push() throws IOException {
    FakeInbox inbox = FakeInbox.open(folder.resolve("s"));
    try (TestAgent alice = claudeWith(inbox)) {
      awaitConnected();
      inbox.close();
      Sent sent = network.send(bob, "alice", "hello");
      assertThat(sent.wake().transport()).contains(WakeTransport.CHANNEL);
      assertThat(sent.wake().status()).isEqualTo(WakeStatus.QUEUED);
      alice.notification("notifications/claude/channel");
    }
  }

  @Test
  void a_codex_thread_is_woken_through_the_queue() throws IOException {
    Path codex = program("printf '%s|' \"$@\" >> \"$0.args\"");
    try (TestAgent alice = codexWith(codex)) {
      assertThat(network.send(bob, "alice", "secret words").wake().status())
          .isIn(WakeStatus.QUEUED, WakeStatus.AMBIGUOUS);
      await()
          .until(
              () -> network.peers().getLast().peer().lastWake(),
              Optional.of(WakeStatus.QUEUED)::equals);
      assertThat(Files.readString(Path.of(codex + ".args")))
          .isEqualTo(
              "queue|--thread|th-1|--message|[claude-peers] New message from "
                  + bob.peer().id()
                  + " (codex, bob). Call check_messages to read and reply.|");
      assertThat(alice.out.rest()).isEmpty();
    }
  }

  @Test
  void a_failed_wake_is_tried_again_with_the_next_message() throws IOException {
    Path codex = program("echo x >> \"$0.calls\"; exit 127");
    try (TestAgent alice = codexWith(codex)) {
      network.send(bob, "alice", "one");
      await()
          .until(
              () -> network.peers().getLast().peer().lastWake(),
              Optional.of(WakeStatus.FAILED)::equals);
      network.send(bob, "alice", "two");
      await().until(() -> Files.readString(Path.of(codex + ".calls")).lines().count() == 2);
      assertThat(alice.out.rest()).isEmpty();
    }
  }

  @Test
  void a_queue_that_hangs_delays_neither_the_sender_nor_the_session() throws IOException {
    Path codex = program("sleep 60");
    try (TestAgent alice = codexWith(codex)) {
      long begin = System.nanoTime();
      assertThat(network.send(bob, "alice", "one").wake().status()).isEqualTo(WakeStatus.AMBIGUOUS);
      assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(2_000);
      assertThat(alice.tool("check_messages", "{}")).contains("(1 new)");
    }
  }

  @Test
  void more_mail_than_there_is_room_for_is_pushed_whole_all_the_same() {
    try (TestAgent alice =
        TestAgent.start(TestAgent.options(401, ClientType.CLAUDE_CODE, "/work/alice"), network)) {
      alice.tool("list_peers", "{}");
      awaitConnected();
      for (int i = 0; i < 110; i++) {
        network.send(bob, "alice", "m" + i);
      }
      Registration carol = network.peer(502, "/work/carol");
      for (int i = 110; i < 220; i++) {
        network.send(carol, "alice", "m" + i);
      }
      alice.shakeHands();
      for (int i = 0; i < 220; i++) {
        String content =
            alice
                .notification("notifications/claude/channel")
                .objectOrEmpty("params")
                .textIfAny("content")
                .orElseThrow();
        assertThat(content).contains("\n  m" + i + "\n");
      }
    }
  }

  private void awaitConnected() {
    await().until(() -> network.peers().stream().anyMatch(s -> s.connected()));
  }

  private TestAgent claudeWith(FakeInbox inbox) {
    McpOptions plain = TestAgent.options(401, ClientType.CLAUDE_CODE, "/work/alice");
    McpOptions options =
        new McpOptions(
            plain.clientType(),
            plain.version(),
            Map.of(
                "CLAUDE_CODE_MESSAGING_SOCKET",
                inbox.path().toString(),
                "CLAUDE_CODE_MESSAGING_TOKEN",
                "tok-1"),
            plain.folder(),
            plain.pid(),
            plain.maxLine(),
            plain.codex(),
            plain.timings());
    return TestAgent.start(options, network).shakeHands();
  }

  private TestAgent codexWith(Path codex) {
    McpOptions plain = TestAgent.options(401, ClientType.CODEX, "/work/alice");
    McpOptions options =
        new McpOptions(
            plain.clientType(),
            plain.version(),
            Map.of(),
            plain.folder(),
            plain.pid(),
            plain.maxLine(),
            codex.toString(),
            plain.timings());
    TestAgent agent = TestAgent.start(options, network);
    JsonObject answer =
        agent.request(
            "tools/call",
            "{\"name\":\"list_peers\",\"arguments\":{},\"_meta\":{\"threadId\":\"th-1\"}}");
    assertThat(answer.get("error")).as(answer.toString()).isEmpty();
    awaitConnected();
    return agent;
  }

  private Path program(String script) throws IOException {
    Path file = folder.resolve("codex");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
