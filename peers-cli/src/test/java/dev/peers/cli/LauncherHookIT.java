package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher's own answer to hooks, for which no JVM starts. The cases stand in a shell script,
/// as what they try is a shell script.
class LauncherHookIT {
  private static final int CASES = 28;
  private static final Path SCRIPT = Path.of("src/test/sh/hook-launcher-test.sh").toAbsolutePath();

  private static final String STAND_IN =
      """
      #!/bin/sh
      while [ "$1" != dev.peers.cli.Main ]; do shift; done
      shift
      echo "JVM:$*:$(wc -c | tr -d ' ')"
      """;

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void a_hook_without_mail_starts_no_jvm_and_any_other_gets_its_input(String shell)
      throws Exception {
    try (Sandbox sandbox = Sandbox.create()) {
      Path java = sandbox.home().resolve("jdk-25");
      Files.createDirectories(java.resolve("bin"));
      Files.writeString(java.resolve("bin/java"), STAND_IN);
      java.resolve("bin/java").toFile().setExecutable(true);
      Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
      sandbox.withoutCaches().with("JAVA_HOME", java.toString());
      Sandbox.Result result =
          sandbox.run(List.of("sh", SCRIPT.toString(), shell, Sandbox.LAUNCHER.toString()));
      assertThat(result.err()).isEmpty();
      assertThat(result.out().lines()).hasSize(CASES).allMatch(line -> line.startsWith("ok "));
    }
  }
}
