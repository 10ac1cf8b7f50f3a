package dev.peers.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.peers.core.model.Secret;
import dev.peers.transport.uds.BrokerLock;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows between the modules, and who may use which library.
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/peers-testkit"))
          .importPackages("dev.peers");

  private static final String IN_CONSTANT_TIME = MessageDigest.class.getName() + ".isEqual(";

  /// Fewer than these and the rules would hold for want of anything to break them.
  private static final int MODULE_AT_LEAST = 4;

  private static final int ALL_AT_LEAST = 150;

  private static final DescribedPredicate<JavaClass> A_TYPE_WHOSE_POINT_IS_TO_CHANGE =
      describe(
          "a type whose point is to change",
          type ->
              type.getPackageName().equals("java.util.concurrent.atomic")
                  || Stream.of(
                          ThreadLocal.class,
                          Thread.class,
                          Executor.class,
                          CompletionStage.class,
                          Queue.class,
                          ConcurrentMap.class,
                          StringBuilder.class)
                      .anyMatch(type::isAssignableTo));

  private static final DescribedPredicate<JavaCall<?>>
      A_STATIC_INITIALISER_MAKES_A_CHANGEABLE_COLLECTION =
          describe(
              "a static initialiser makes a changeable collection",
              call ->
                  call.getOrigin().getName().equals("<clinit>")
                      && makesChangeableCollection(call.getTarget()));

  private static boolean makesChangeableCollection(CodeUnitCallTarget target) {
    boolean collection =
        target.getOwner().isAssignableTo(Collection.class)
            || target.getOwner().isAssignableTo(Map.class);
    return collection && List.of("<init>", "newKeySet").contains(target.getName());
  }

  @Test
  void secrets_and_tokens_are_compared_in_constant_time() {
    for (String keeper : List.of(Secret.class.getName(), "dev.peers.transport.tcp.TcpGuard")) {
      assertThat(ALL.get(keeper).getMethodCallsFromSelf())
          .anyMatch(call -> call.getTarget().getFullName().startsWith(IN_CONSTANT_TIME));
    }
    noClasses().should().callMethod(Secret.class, "equals", Object.class).check(ALL);
  }

  @Test
  void the_rules_have_something_to_hold_for() {
    assertThat(ALL.size()).isGreaterThan(ALL_AT_LEAST);
    for (String module :
        new String[] {
          "core",
          "protocol",
          "sqlite",
          "mcp",
          "transport.http",
          "transport.uds",
          "transport.tcp",
          "cli"
        }) {
      long count =
          ALL.stream().filter(c -> c.getPackageName().startsWith("dev.peers." + module)).count();
      assertThat(count).as(module).isGreaterThanOrEqualTo(MODULE_AT_LEAST);
    }
  }

  @Test
  void core_knows_nobody() {
    knowsOnly("core");
  }

  @Test
  void protocol_knows_core() {
    knowsOnly("protocol", "core");
  }

  @Test
  void the_store_knows_core_and_protocol() {
    knowsOnly("sqlite", "core", "protocol");
  }

  @Test
  void the_mcp_server_knows_core_and_protocol() {
    knowsOnly("mcp", "core", "protocol");
  }

  @Test
  void the_transports_know_the_shared_handler_and_not_each_other() {
    knowsOnly("transport.http", "core", "protocol");
    knowsOnly("transport.uds", "core", "protocol", "transport.http");
    knowsOnly("transport.tcp", "core", "protocol", "transport.http");
  }

  @Test
  void each_library_stays_in_its_module() {
    onlyIn("org.jooq..", "the store hides its database", "dev.peers.sqlite..");
    onlyIn("org.sqlite..", "the store hides its database", "dev.peers.sqlite..");
    onlyIn("io.undertow..", "the transports hide their server", "dev.peers.transport..");
    onlyIn("org.xnio..", "the transports hide their server", "dev.peers.transport..");
    onlyIn(
        "dagger..",
        "an embedder never sees how the parts are wired",
        "dev.peers.core.internal..",
        "dev.peers.cli..");
    onlyIn(
        "jakarta.inject..",
        "an embedder never sees how the parts are wired",
        "dev.peers.core.internal..",
        "dev.peers.cli..");
  }

  @Test
  void nothing_internal_is_used_by_another_module() {
    for (String module :
        new String[] {"core", "protocol", "sqlite", "mcp", "transport.uds", "transport.tcp"}) {
      String inside = "dev.peers." + module + "..";
      ArchRule rule =
          noClasses()
              .that(not(resideInAPackage(inside)))
              .should()
              .dependOnClassesThat(resideInAPackage("dev.peers." + module + "..internal.."))
              .because("it is no API");
      rule.check(ALL);
    }
    noClasses()
        .that(resideOutsideOfPackage("dev.peers.transport.."))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.peers.transport.http.internal.."))
        .because("the transports share a handler, and nobody else may build on it")
        .check(ALL);
  }

  @Test
  void the_core_takes_time_and_chance_from_its_ports() {
    noClasses()
        .that(
            resideInAnyPackage(
                "dev.peers.core", "dev.peers.core.internal..", "dev.peers.core.model.."))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(ALL);
  }

  @Test
  void what_an_agent_waits_for_loads_no_logging() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage("dev.peers.mcp..", "dev.peers.core.system..", "dev.peers.cli.hook..")
        .should()
        .haveRawType(System.Logger.class)
        .because("looking one up has the JVM open every jar: see decision 16")
        .check(ALL);
  }

  @Test
  void there_is_no_static_mutable_state() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(A_TYPE_WHOSE_POINT_IS_TO_CHANGE)
        .because("two networks in one JVM do not meet")
        .check(ALL);
    noClasses()
        .that(not(belongToAnyOf(BrokerLock.class)))
        .should()
        .callCodeUnitWhere(A_STATIC_INITIALISER_MAKES_A_CHANGEABLE_COLLECTION)
        .because("two networks in one JVM do not meet (the locks of a process do belong to all)")
        .check(ALL);
  }

  private static void knowsOnly(String module, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = "dev.peers." + module + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = "dev.peers." + others[i] + "..";
    }
    DescribedPredicate<JavaClass> ours = resideInAPackage("dev.peers..");
    classes()
        .that(resideInAPackage("dev.peers." + module + ".."))
        .should()
        .onlyDependOnClassesThat(not(ours).or(resideInAnyPackage(allowed)))
        .because("arrows point inward only")
        .check(ALL);
  }

  private static void onlyIn(String library, String because, String... homes) {
    noClasses()
        .that(not(resideInAnyPackage(homes)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .because(because)
        .check(ALL);
  }
}
