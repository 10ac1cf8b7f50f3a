package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.terminal.Display;
import dev.peers.core.Broker;
import dev.peers.core.Limits;
import dev.peers.core.Registration;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.ForwardingBroker;
import dev.peers.testkit.HostileText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What commands print as it comes: whatever peers say of themselves or write, `peers watch` prints
/// the lines of each event and no more, and neither it nor `peers wait` prints anything that steers
/// the terminal.
@Timeout(120)
class HostileFeedTest {
  private static final int LONGEST = Limits.DEFAULTS.messageChars();
  private static final int OF_ITSELF = 1_900;
  private static final String PARTY = "[a-z0-9._-]+/[0-9a-f]{8}";
  private static final String MAIL =
      "#\\d+  [-0-9:TZ]+  " + PARTY + " -> " + PARTY + "  \\[stored\\]";
  private static final String HERE = "[0-9:]{5,8} \\+ " + PARTY + "  \\[codex\\]  /.*";
  private static final String GONE = "[0-9:]{5,8} - " + PARTY + "  \\[codex\\]  /.*";

  private final InProcessNetwork machine = new InProcessNetwork();
  private final Semaphore subscribed = new Semaphore(0);
  private final Network network = new Network(new Watched(), "/s", CompletableFuture::new);
  private long nextPid = 1_000;
  private final Registration alice = register("/plain", "plain");

  /// Tells when a stream is open.
  private final class Watched extends ForwardingBroker {
    @Override
    protected <T> CompletionStage<T> forward(
        BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
      CompletionStage<T> answer = request.apply(machine.broker);
      if (operation == BrokerOperation.SUBSCRIBE) {
        answer.thenRun(subscribed::release);
      }
      return answer;
    }

    @Override
    public void close() {
      machine.close();
    }
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static List<String> texts() {
    return HostileText.texts(3, 150, LONGEST - 1).stream().filter(t -> !t.contains("\0")).toList();
  }

  private Registration register(String cwd, String summary) {
    long agent = nextPid++;
    return machine.register(nextPid++, agent, cwd, summary);
  }

  /// A command that runs until it has nothing more to wait for.
  private FutureTask<Integer> start(NetworkCommand command, Screen screen, String... words)
      throws InterruptedException {
    Arguments arguments = Arguments.parse(CommandSpec.named(words[0]), tail(words), 0);
    FutureTask<Integer> running =
        new FutureTask<>(() -> command.run(arguments, network, screen.console()));
    Thread.ofVirtual().start(running);
    assertThat(subscribed.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    return running;
  }

  private static String[] tail(String... words) {
    return List.of(words).subList(1, words.length).toArray(String[]::new);
  }

  /// Each text as all that a peer can say: its folder, its summary and a message.
  private void speak() {
    for (String text : texts()) {
      String ofItself = text.substring(0, Math.min(text.length(), OF_ITSELF));
      Registration bob = register("/" + ofItself, "x" + ofItself);
      machine.send(bob.caller(), alice.caller().ref(), "x" + text);
      InProcessNetwork.now(machine.broker.unregister(bob.caller())).orThrow();
    }
  }

  @Test
  void in_colour_a_line_begins_and_ends_in_it_and_goes_on_further_in() throws Exception {
    Screen screen = new Screen("", true, new Display(80, true));
    FutureTask<Integer> watching = start(new WatchCommand(), screen, "watch");
    speak();
    machine.close();
    watching.get(60, TimeUnit.SECONDS);
    List<String> lines = screen.uncoloured();
    isVisible(String.join("\n", lines));
    List<String> heads = lines.stream().filter(line -> !line.startsWith("    ")).toList();
    assertThat(heads).hasSize(3 * texts().size() + 1).last().isEqualTo("The broker stops.");
    assertThat(screen.out().lines())
        .filteredOn(line -> !line.startsWith("    "))
        .allMatch(line -> line.startsWith("\u001B["));
  }

  @Test
  void whoever_watches_sees_the_lines_of_each_event_and_no_more() throws Exception {
    Screen screen = new Screen("", true);
    FutureTask<Integer> watching = start(new WatchCommand(), screen, "watch");
    speak();
    machine.close();
    assertThat(watching.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.NO_BROKER);
    isVisible(screen.out());
    List<String> heads = screen.out().lines().filter(line -> !line.startsWith("    ")).toList();
    assertThat(heads).hasSize(3 * texts().size() + 1).last().isEqualTo("The broker stops.");
    for (int i = 0; i < heads.size() - 1; i++) {
      assertThat(heads.get(i)).matches(List.of(HERE, MAIL, GONE).get(i % 3));
    }
  }

  @Test
  void watching_as_json_each_event_is_an_object_on_a_line_of_its_own() throws Exception {
    Screen screen = new Screen();
    FutureTask<Integer> watching = start(new WatchCommand(), screen, "watch", "--json");
    speak();
    machine.close();
    watching.get(60, TimeUnit.SECONDS);
    isVisible(screen.out());
    List<JsonObject> events =
        screen.out().lines().map(line -> Json.parseObject(line, JsonLimits.ANSWER)).toList();
    assertThat(events).hasSize(3 * texts().size() + 1);
    for (int i = 0; i < texts().size(); i++) {
      assertThat(events.get(3 * i).text("event")).isEqualTo("peer-here");
      assertThat(events.get(3 * i + 1).text("event")).isEqualTo("message");
      assertThat(events.get(3 * i + 1).object("data").text("text"))
          .isEqualTo(HostileTextTest.withoutHalves("x" + texts().get(i)));
    }
  }

  @Test
  void whoever_waits_is_shown_the_text_and_nothing_that_steers_the_terminal() throws Exception {
    machine.processes.start(ProcessHandle.current().pid());
    Registration bob = register("/work", "");
    for (String text : texts().subList(0, 100)) {
      Screen screen = new Screen("", true);
      FutureTask<Integer> waiting = start(new WaitCommand(), screen, "wait", "--name", "me");
      machine.send(bob.caller(), "me", "x" + text);
      assertThat(waiting.get(60, TimeUnit.SECONDS)).isZero();
      isVisible(screen.out());
      assertThat(screen.out()).startsWith("x");
      assertThat(screen.err().lines()).hasSize(1);
    }
  }

  private static void isVisible(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && PlainText.isHidden(c)))
        .as("hidden characters")
        .isEmpty();
  }
}
