package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The shell script that starts everything.
class LauncherIT {
  private static final String LAUNCHER = Sandbox.LAUNCHER.toString();

  @AutoClose private final Sandbox sandbox = Sandbox.create();

  @Test
  void it_runs_from_any_folder_and_through_links() throws Exception {
    Path link = Files.createSymbolicLink(sandbox.home().resolve("one"), Path.of(LAUNCHER));
    Path second = Files.createSymbolicLink(sandbox.home().resolve("two"), Path.of("one"));
    for (Path path : List.of(link, second, Path.of("./two"))) {
      Sandbox.Result result = sandbox.run(List.of(path.toString(), "--version"));
      assertThat(result.out()).startsWith("peers ");
      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
    }
  }

  @Test
  void options_for_every_java_do_not_reach_it() {
    sandbox.with("JAVA_TOOL_OPTIONS", "-Dshown=yes").with("JDK_JAVA_OPTIONS", "-version");
    Sandbox.Result result = sandbox.peers("--version");
    assertThat(result.out()).startsWith("peers ");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void an_older_java_is_refused_with_a_clear_message() throws Exception {
    Path old = sandbox.home().resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.createFile(old.resolve("bin/java")).toFile().setExecutable(true);
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.1\"\n");
    // The launcher's own search stops at the first Java that is new enough, so only its text is
    // looked at here: with the folders of this machine taken out, none is left.
    String script =
        Files.readString(Path.of(LAUNCHER))
            .replace("/usr/lib/jvm/*25*", "")
            .replace("command -v java", "false");
    Path changed = Files.writeString(sandbox.home().resolve("peers"), script);
    sandbox.withoutCaches().with("JAVA_HOME", old.toString());
    Sandbox.Result result = sandbox.run(List.of("sh", changed.toString(), "--version"));
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("needs Java 25 or later").contains(old + " (version 17)");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void exit_codes_and_errors_reach_the_caller() {
    assertThat(sandbox.peers("status").exitCode()).isEqualTo(ExitCode.NO_BROKER);
    assertThat(sandbox.peers("status").err()).startsWith("Broker is not running.\n");
    assertThat(sandbox.peers("nonsense").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(sandbox.peers("send", "only-one").exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
