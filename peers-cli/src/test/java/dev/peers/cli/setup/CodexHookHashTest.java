package dev.peers.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.setup.HookEntries.Position;
import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodexHookHashTest {
  @TempDir private java.nio.file.Path folder;

  /// What the app server of Codex 0.171.0 said of the hooks that setup writes.
  @ParameterizedTest
  @CsvSource({
    "PreToolUse,5b43344bc93f7a5d4d5f70150dcfe53a58953594da67ebc039d91abaa8d19ac4",
    "SessionStart,edfda297fe292b8783f954d4daf32b7f07356dda63c68329760bb72651b3c25e",
    "Stop,1c89f237d8102b0a0ffc83031c52700985d9a0551d21f708b29ac3297e202062"
  })
  void it_is_what_codex_says(String event, String hash) throws Exception {
    Home home = new Home(folder.toRealPath());
    home.setup("codex");
    JsonEdit hooks = new JsonEdit(home.read(".codex/hooks.json"), Dialect.STRICT, new Originals());
    assertThat(CodexHookHash.of(hooks, new Position(event, 0, 0))).contains("sha256:" + hash);
  }

  @Test
  void of_a_hook_that_says_more_nothing_is_claimed() {
    JsonEdit hooks =
        new JsonEdit(
            "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"c\",\"async\":true}]}]}}",
            Dialect.STRICT,
            new Originals());
    assertThat(CodexHookHash.of(hooks, new Position("Stop", 0, 0))).isEmpty();
  }
}
