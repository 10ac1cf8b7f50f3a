package dev.peers.testkit.junit;

import dev.peers.testkit.TestNetwork;
import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test a [TestNetwork] as a parameter, and closes it afterwards. When the test fails,
/// what happened in the network is printed, the seed first.
///
/// ```java
/// @ExtendWith(PeersExtension.class)
/// class OfflineTest {
///   @Test
///   void mail_waits(TestNetwork network) { ... }
/// }
/// ```
///
/// The seed is that of the [Seed] at the test's method or class, or 0; the property `peers.seed`
/// goes before both, to try others without a change.
public final class PeersExtension implements ParameterResolver, AfterEachCallback {
  /// The property that sets the seed of all networks.
  public static final String SEED_PROPERTY = "peers.seed";

  private static final Namespace NAMESPACE = Namespace.create(PeersExtension.class);

  private final Consumer<TestNetwork.Builder> change;
  private final PrintStream out;

  /// An extension for networks as they usually are.
  public PeersExtension() {
    this(builder -> {});
  }

  private PeersExtension(Consumer<TestNetwork.Builder> change) {
    this(change, System.err);
  }

  PeersExtension(Consumer<TestNetwork.Builder> change, PrintStream out) {
    this.change = change;
    this.out = out;
  }

  /// An extension for networks that differ from the usual ones, to be kept in a field with
  /// `@RegisterExtension`.
  public static PeersExtension with(Consumer<TestNetwork.Builder> change) {
    return new PeersExtension(change);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestNetwork.class;
  }

  /// The network of this test; the same one for its setting up, the test itself and its clean-up.
  @Override
  public TestNetwork resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(TestNetwork.class, type -> open(context), TestNetwork.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestNetwork network = context.getStore(NAMESPACE).get(TestNetwork.class, TestNetwork.class);
    if (network != null && context.getExecutionException().isPresent()) {
      out.println(context.getDisplayName() + " failed in this network:");
      out.println(network.log());
    }
  }

  private TestNetwork open(ExtensionContext context) {
    TestNetwork.Builder builder = TestNetwork.builder();
    change.accept(builder);
    seedOf(context).ifPresent(builder::seed);
    return builder.open();
  }

  private static OptionalLong seedOf(ExtensionContext context) {
    String property = System.getProperty(SEED_PROPERTY, "");
    if (!property.isEmpty()) {
      return OptionalLong.of(Long.parseLong(property));
    }
    return context
        .getElement()
        .map(element -> element.getAnnotation(Seed.class))
        .or(() -> context.getTestClass().map(type -> type.getAnnotation(Seed.class)))
        .map(seed -> OptionalLong.of(seed.value()))
        .orElseGet(OptionalLong::empty);
  }
}
