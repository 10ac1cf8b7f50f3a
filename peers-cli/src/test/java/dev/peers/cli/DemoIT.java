package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoIT {
  @Test
  void the_demonstration_verifies_every_step_and_leaves_nothing_behind() throws Exception {
    try (Sandbox sandbox = Sandbox.create()) {
      Sandbox.Result demo = sandbox.peers("demo");
      assertThat(demo.err()).isEmpty();
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.out())
          .contains("[NEW]")
          .contains("on disk after")
          .contains("claude <- push")
          .contains("has been terminated")
          .contains("Done: 1 process(es) terminated")
          .endsWith("Nothing is left: no process, no file.\n");
      assertThat(sandbox.home().resolve(".claude")).doesNotExist();
      assertThat(sandbox.database()).doesNotExist();
    }
  }
}
