package dev.peers.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.peers.testkit.TestNetwork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

@ExtendWith(PeersExtension.class)
@Seed(11)
class PeersExtensionTest {
  private long seedOfSetUp = -1;

  @BeforeEach
  void set_up(TestNetwork network) {
    seedOfSetUp = network.seed();
    network.join("alice");
  }

  @Test
  void a_test_has_one_network_with_the_seed_of_its_class(TestNetwork network) {
    assertThat(network.seed()).isEqualTo(11).isEqualTo(seedOfSetUp);
    assertThat(network.peer("alice").isConnected()).isTrue();
  }

  @Test
  @Seed(12)
  void the_seed_of_a_method_goes_before_that_of_its_class(TestNetwork network) {
    assertThat(network.seed()).isEqualTo(12);
  }

  @Test
  void a_failing_test_prints_what_happened_and_a_passing_one_nothing() {
    TestExecutionSummary summary = run(Sample.class);
    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    assertThat(summary.getTestsFailedCount()).isEqualTo(1);
    assertThat(Sample.PRINTED.toString(StandardCharsets.UTF_8))
        .startsWith("fails(TestNetwork) failed in this network:\nseed 21\n")
        .contains("bob starts in /work/bob")
        .doesNotContain("carol");
  }

  @Test
  void a_network_is_closed_after_its_test() {
    run(Closing.class);
    assertThat(Closing.ENDED.toString(StandardCharsets.UTF_8)).isEqualTo("closed ");
  }

  private static TestExecutionSummary run(Class<?> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            listener);
    return listener.getSummary();
  }

  /// One test that fails as it should, and one that does not.
  static class Sample {
    static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

    @RegisterExtension
    final PeersExtension peers =
        new PeersExtension(
            builder -> builder.seed(21), new PrintStream(PRINTED, true, StandardCharsets.UTF_8));

    @Test
    void fails(TestNetwork network) {
      network.join("bob");
      throw new AssertionError("as it should");
    }

    @Test
    void passes(TestNetwork network) {
      network.join("carol");
    }
  }

  /// Writes down when the broker of its network is closed.
  static class Closing {
    static final ByteArrayOutputStream ENDED = new ByteArrayOutputStream();

    @RegisterExtension
    final PeersExtension peers =
        PeersExtension.with(builder -> builder.through(broker -> new ClosingBroker(broker, ENDED)));

    @Test
    void passes(TestNetwork network) {
      assertThat(network.isBrokerRunning()).isTrue();
    }
  }
}
