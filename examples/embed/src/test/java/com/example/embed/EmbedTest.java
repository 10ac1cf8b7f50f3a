package com.example.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedTest {
  @Test
  void a_question_is_answered(@TempDir Path folder) {
    assertThat(Embed.ask(folder.resolve("mail.db"), "compile")).isEqualTo("Done: compile");
  }
}
