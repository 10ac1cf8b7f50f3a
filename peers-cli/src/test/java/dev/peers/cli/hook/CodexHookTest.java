package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.WakeTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodexHookTest {
  private static final String THREAD = "0190-thread";

  @TempDir Path folder;
  private HookNetwork network;
  private Registration sender;

  @BeforeEach
  void open() {
    network = new HookNetwork(folder);
    sender = network.peer(5_200, "poker-engine");
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void a_stop_always_prints_json() {
    assertThat(network.codex(payload("Stop"))).isEqualTo("{}\n");

    Registration agent = network.agent(ClientType.CODEX);
    assertThat(network.codex(payload("Stop"))).isEqualTo("{}\n");
    network.send(sender, agent, "one");
    assertThat(network.codex(payload("Stop"))).startsWith("{\"decision\":\"block\",\"reason\":");
    assertThat(network.codex(payload("Stop"))).isEqualTo("{}\n");
  }

  @Test
  void other_events_are_silent_without_mail_and_tell_of_it_otherwise() {
    Registration agent = network.agent(ClientType.CODEX);
    assertThat(network.codex(payload("UserPromptSubmit"))).isEmpty();
    assertThat(network.codex(payload("SessionStart"))).isEmpty();

    network.send(sender, agent, "one");
    assertThat(network.codex(payload("UserPromptSubmit")))
        .contains("additionalContext", "1 unread message from poker-engine");
    assertThat(network.codex(payload("SessionStart"))).contains("additionalContext");
  }

  @Test
  void any_event_makes_the_thread_known_so_that_mail_wakes_it() throws Exception {
    Registration agent = network.agent(ClientType.CODEX);

    assertThat(network.codex(payload("PermissionRequest"))).isEmpty();

    assertThat(network.marks().resolve("thread-" + THREAD)).hasContent("" + HookNetwork.AGENT);
    network.send(sender, agent, "one");
    assertThat(network.notifier.wakes()).hasSize(1);
    assertThat(network.notifier.wakes().getFirst().endpoint().transport())
        .isEqualTo(WakeTransport.CODEX_QUEUE);
    assertThat(network.notifier.wakes().getFirst().endpoint().address()).isEqualTo(THREAD);
    assertThat(network.log()).isEmpty();
  }

  @Test
  void a_thread_before_its_mcp_server_is_registered_by_a_later_event() throws Exception {
    assertThat(network.codex(payload("SessionStart"))).isEmpty();
    assertThat(network.log()).contains("codex: the thread was not registered");
    assertThat(network.marks().resolve("thread-" + THREAD)).doesNotExist();

    network.agent(ClientType.CODEX);
    network.codex(payload("UserPromptSubmit"));
    assertThat(network.marks().resolve("thread-" + THREAD)).exists();
  }

  @Test
  void a_thread_that_another_process_resumes_is_registered_again() throws Exception {
    network.agent(ClientType.CODEX);
    Files.writeString(network.marks().resolve("thread-" + THREAD), "999999\n");
    network.codex(payload("UserPromptSubmit"));
    assertThat(network.marks().resolve("thread-" + THREAD)).hasContent("" + HookNetwork.AGENT);
  }

  @Test
  void a_session_id_that_is_no_thread_id_is_not_registered() {
    network.agent(ClientType.CODEX);
    assertThat(network.codex(payload("SessionStart").replace(THREAD, "../x"))).isEmpty();
    assertThat(network.marks()).isEmptyDirectory();
  }

  @Test
  void threads_of_one_process_hear_of_their_own_mail_only() {
    network.processes.start(HookNetwork.AGENT);
    Registration own = peerOfThread(4_201, THREAD);
    Registration other = peerOfThread(4_202, "0190-other");

    network.send(sender, other, "one");
    assertThat(network.codex(payload("SessionStart"))).isEmpty();
    assertThat(network.codex(payload("SessionStart").replace(THREAD, "0190-other")))
        .contains("1 unread message from poker-engine");

    network.send(sender, own, "two");
    assertThat(network.codex(payload("SessionStart"))).contains("1 unread message. Call");
  }

  @Test
  void the_process_id_of_a_claude_code_further_up_does_not_count() {
    Registration agent = network.agent(ClientType.CODEX);
    network.send(sender, agent, "one");
    assertThat(
            network.run(
                Harness.CODEX,
                payload("SessionStart"),
                Map.of("CLAUDE_PID", "5200"),
                List.of(HookNetwork.AGENT)))
        .contains("1 unread message");
  }

  private Registration peerOfThread(long pid, String thread) {
    network.processes.start(pid, HookNetwork.AGENT);
    return HookNetwork.now(
        network.broker.register(
            HookNetwork.request(pid, "/work/" + pid, ClientType.CODEX)
                .withAgent(HookNetwork.AGENT)
                .withThread(thread)));
  }

  private static String payload(String event) {
    return "{\"session_id\":\""
        + THREAD
        + "\",\"turn_id\":\"t\",\"transcript_path\":null,\"hook_event_name\":\""
        + event
        + "\",\"stop_hook_active\":false}";
  }
}
