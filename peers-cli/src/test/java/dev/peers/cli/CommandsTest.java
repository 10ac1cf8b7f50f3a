package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.Broker;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.ClientType;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The commands over a network in this process.
class CommandsTest {
  private final InProcessNetwork machine = new InProcessNetwork();
  private final FakeProcessInspector processes = machine.processes;
  private final ManualClock clock = machine.clock;
  private final Broker broker = machine.broker;
  private final Network network = machine.network;
  private final Screen screen = new Screen();

  @AfterEach
  void close() {
    machine.close();
  }

  private Registration register(long pid, long agent, String cwd) {
    return machine.register(pid, agent, cwd);
  }

  private int run(NetworkCommand command, String name, String... args) {
    return machine.run(screen, command, name, args);
  }

  @Test
  void status_shows_the_broker_its_socket_and_every_peer() {
    Registration peer = register(20, 10, "/work/shop");
    assertThat(run(new StatusCommand(), "status")).isZero();
    assertThat(screen.out())
        .startsWith(
            "Broker: ok (1 peer(s) registered)\nSocket: /run/peers.sock\n\nPeers:\n  "
                + peer.peer().id()
                + "  [codex]  PID:20  /work/shop\n    Summary: Sums\uFFFD[2J\n    Name: shop\n")
        .contains("    Last seen: 2026-06-06T12:00:00Z\n");
  }

  @Test
  void status_of_an_empty_network_shows_no_peers() {
    assertThat(run(new StatusCommand(), "status")).isZero();
    assertThat(screen.out())
        .isEqualTo("Broker: ok (0 peer(s) registered)\nSocket: /run/peers.sock\n");
  }

  @Test
  void status_marks_orphans() {
    register(20, 10, "/work/shop");
    processes.end(10);
    clock.advance(Duration.ofSeconds(1));
    assertThat(run(new StatusCommand(), "status")).isZero();
    assertThat(screen.out())
        .contains("PID:20 ⚠ ORPHAN  /work/shop")
        .contains("⚠ 1 orphaned peer(s)");
  }

  @Test
  void peers_lists_them_or_says_that_there_are_none() {
    assertThat(run(new PeersCommand(), "peers")).isZero();
    assertThat(screen.out()).isEqualTo("No peers registered.\n");
    Registration peer = register(20, 10, "/work/shop");
    run(new PeersCommand(), "peers");
    assertThat(screen.out())
        .endsWith(
            peer.peer().id()
                + "  [codex]  PID:20  /work/shop\n  Name: shop\n  Summary: Sums\uFFFD[2J\n");
  }

  @Test
  void whoever_has_no_secret_is_marked_wherever_peers_are_shown() {
    register(20, 10, "/work/shop");
    processes.start(31);
    processes.start(30, 31);
    RegisterRequest old = RegisterRequest.of(30, "/work/old", ClientType.CODEX).withAgent(31);
    InProcessNetwork.now(broker.register(old.unsecured())).orThrow();
    assertThat(run(new StatusCommand(), "status")).isZero();
    assertThat(run(new PeersCommand(), "peers")).isZero();
    assertThat(screen.out()).containsPattern("(?s)\n {4}Name: old\n {4}Verified: no\n.*");
    assertThat(screen.out()).containsPattern("\n {2}Name: old\n {2}Verified: no\n");
    assertThat(screen.out().split("Verified", -1)).hasSize(3);
    Screen terminal = new Screen("", true);
    machine.run(terminal, new PeersCommand(), "peers");
    assertThat(terminal.out())
        .containsPattern("\n\\*old +[0-9a-f]{8} +codex +30 ")
        .containsPattern("\nshop +[0-9a-f]{8} ")
        .endsWith("\n* unverified: anybody here can act as it\n");
  }

  @Test
  void peers_as_json_is_the_answer_of_the_wire() {
    register(20, 10, "/work/shop");
    run(new PeersCommand(), "peers", "--json");
    assertThat(screen.out())
        .startsWith("[{")
        .contains("\"cwd\":\"/work/shop\"")
        .containsIgnoringCase("\\u001b[2J")
        .endsWith("]\n");
  }

  @Test
  void orphans_are_listed_and_cleaned_up() {
    run(new OrphansCommand(), "orphans");
    assertThat(screen.out()).isEqualTo("No orphaned peers found.\n");
    Registration peer = register(20, 10, "/work/shop");
    processes.end(10);
    clock.advance(Duration.ofSeconds(1));
    run(new OrphansCommand(), "orphans");
    assertThat(screen.out()).contains(peer.peer().id() + "  [codex]  PID:20  /work/shop");
    run(new CleanupCommand(), "cleanup");
    assertThat(screen.out())
        .contains("Terminated orphan " + peer.peer().id() + " (PID 20)\n")
        .endsWith("Done: 1 process(es) terminated, 1 peer record(s) removed.\n");
  }

  @Test
  void a_message_is_sent_by_name_and_shown_in_the_messages() {
    register(20, 10, "/work/shop");
    assertThat(run(new SendCommand(), "send", "shop", "hello", "there")).isZero();
    assertThat(screen.out()).isEqualTo("Message sent to shop\n");
    assertThat(run(new MessagesCommand(), "messages")).isZero();
    assertThat(screen.out())
        .contains("#1  2026-06-06T12:00:00Z  cli (unverified) -> shop/")
        .contains("[stored]\n    [via CLI, unverified sender] hello there\n");
  }

  @Test
  void a_peer_that_was_mistyped_is_suggested() {
    register(20, 10, "/work/shop");
    assertThatThrownBy(() -> run(new SendCommand(), "send", "shpo", "hello"))
        .hasMessage("Peer shpo not found. Did you mean 'shop'?");
    assertThatThrownBy(() -> run(new SendCommand(), "send", "elsewhere", "hello"))
        .hasMessage("Peer elsewhere not found");
  }

  @Test
  void messages_as_json_are_one_object_a_line_newest_first() {
    register(20, 10, "/work/shop");
    run(new SendCommand(), "send", "shop", "one");
    run(new SendCommand(), "send", "shop", "two");
    Screen own = new Screen();
    new MessagesCommand()
        .run(
            Arguments.parse(CommandSpec.named("messages"), new String[] {"--json", "shop"}, 0),
            network,
            own.console());
    assertThat(own.out().lines()).hasSize(2);
    assertThat(own.out().lines().findFirst().orElse("")).contains("\"id\":2").contains("two");
  }

  @Test
  void messages_say_since_when_they_are_in_their_state() {
    Registration shop = register(20, 10, "/work/shop");
    run(new SendCommand(), "send", "shop", "hello");
    clock.advance(Duration.ofSeconds(5));
    broker.drain(shop.caller()).toCompletableFuture().join().orThrow();
    run(new MessagesCommand(), "messages");
    assertThat(screen.out())
        .contains("#1  2026-06-06T12:00:00Z  ")
        .contains("  [read 2026-06-06T12:00:05Z]\n");
    run(new MessagesCommand(), "messages", "--json");
    assertThat(screen.out()).contains("\"read_at\":\"2026-06-06T12:00:05.000Z\"");
  }

  @Test
  void followed_messages_are_shown_once_and_in_order_until_the_broker_ends() throws Exception {
    register(20, 10, "/work/shop");
    register(21, 11, "/work/other");
    run(new SendCommand(), "send", "shop", "before");
    Screen own = new Screen();
    Arguments arguments =
        Arguments.parse(
            CommandSpec.named("messages"), new String[] {"shop", "--follow", "--json"}, 0);
    FutureTask<Integer> following =
        new FutureTask<>(() -> new MessagesCommand().run(arguments, network, own.console()));
    Thread.ofVirtual().start(following);
    Awaitility.await().until(() -> own.out().contains("before"));
    run(new SendCommand(), "send", "other", "not shown");
    run(new SendCommand(), "send", "shop", "one");
    run(new SendCommand(), "send", "shop", "two");
    Awaitility.await().until(() -> own.out().contains(" two"));
    broker.close();
    assertThatThrownBy(() -> following.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_BROKER));
    assertThat(own.out().lines().map(line -> line.replaceAll(".*sender] ([a-z]+)\".*", "$1")))
        .containsExactly("before", "one", "two");
  }

  @Test
  void a_message_may_come_from_standard_input() {
    register(20, 10, "/work/shop");
    Screen piped = new Screen("line 1\nline 2\n", false);
    Arguments arguments = Arguments.parse(CommandSpec.named("send"), new String[] {"shop", "-"}, 0);
    assertThat(new SendCommand().run(arguments, network, piped.console())).isZero();
    run(new MessagesCommand(), "messages");
    assertThat(screen.out()).contains("line 1\n    line 2\n");
  }

  @Test
  void a_refusal_is_a_failure_with_the_text_of_the_broker() {
    assertThatThrownBy(() -> run(new SendCommand(), "send", "nobody", "hello"))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessage("Peer nobody not found");
    assertThatThrownBy(() -> run(new SendCommand(), "send", "nobody", " "))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void killing_a_peer_ends_its_agent() {
    Registration peer = register(20, 10, "/work/shop");
    String id = peer.peer().id().value();
    assertThat(run(new KillCommand(), "kill", id)).isZero();
    assertThat(screen.out()).isEqualTo("Killed peer " + id + " (PID 10)\n");
    assertThat(processes.find(10)).isEmpty();
  }

  @Test
  void waiting_takes_the_first_message_from_the_one_it_wants() throws Exception {
    Registration shop = register(20, 10, "/work/shop");
    Registration other = register(21, 11, "/work/other");
    processes.start(ProcessHandle.current().pid());
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> run(new WaitCommand(), "wait", "--from", "shop", "--name", "me"));
    Awaitility.await().untilAsserted(() -> assertThat(screen.err()).contains("Waiting as me ("));
    machine.send(other.caller(), "me", "not this");
    machine.send(shop.caller(), "me", "this\u001B[1m");
    waiting.join(Duration.ofSeconds(10));
    assertThat(screen.out()).isEqualTo("this\uFFFD[1m\n");
  }

  @Test
  void waiting_in_vain_has_its_own_exit_code() {
    processes.start(ProcessHandle.current().pid());
    assertThatThrownBy(() -> run(new WaitCommand(), "wait", "--timeout", "0.05"))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT));
  }

  @Test
  void an_unanswered_question_tells_the_state_of_the_message() {
    processes.start(ProcessHandle.current().pid());
    register(20, 10, "/work/shop");
    assertThatThrownBy(() -> run(new AskCommand(), "ask", "shop", "why?", "--timeout", "0.05"))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT))
        .hasMessage("No answer came in time. The state of message 1 is: stored.");
  }

  @Test
  void an_answer_is_printed() throws Exception {
    processes.start(ProcessHandle.current().pid());
    Registration shop = register(20, 10, "/work/shop");
    Thread asking =
        Thread.ofVirtual().start(() -> run(new AskCommand(), "ask", "shop", "how many?"));
    Awaitility.await().until(() -> !machine.unread(shop.caller()).isEmpty());
    var question = machine.unread(shop.caller()).getFirst().message();
    SendRequest answer =
        SendRequest.of(shop.caller(), question.from().value(), "seven").inReplyTo(question.id());
    broker.send(answer).toCompletableFuture().join().orThrow();
    asking.join(Duration.ofSeconds(10));
    assertThat(screen.out()).isEqualTo("seven\n");
  }
}
