package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromptTest {
  private static final JsonObject NOTHING = JsonObject.EMPTY;

  @Test
  void the_list_says_which_arguments_a_prompt_takes() {
    JsonObject delegate = Prompt.list().objects("prompts").getFirst();
    assertThat(delegate.text("name")).isEqualTo("delegate");
    assertThat(delegate.objects("arguments"))
        .extracting(argument -> argument.text("name") + " " + argument.flag("required", false))
        .containsExactly("task true", "to false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"review-handoff", "who-is-here"})
  void without_arguments_a_prompt_is_the_page_of_the_skill(String word) throws ToolInputException {
    assertThat(text(prompt(word).get(NOTHING))).startsWith("# ").doesNotContain("# This time");
  }

  @Test
  void what_is_asked_for_follows_the_page() throws ToolInputException {
    JsonObject arguments = Json.object().put("work", "branch x").put("to", " ").build();
    assertThat(text(prompt("review-handoff").get(arguments)))
        .endsWith("\n\n# This time\n\nThe work: branch x\n");
  }

  @Test
  void an_argument_that_is_needed_and_missing_is_named() {
    assertThatExceptionOfType(ToolInputException.class)
        .isThrownBy(() -> prompt("delegate").get(NOTHING))
        .withMessage("Invalid argument 'task': the prompt delegate needs it");
  }

  private static Prompt prompt(String word) {
    return Prompt.named(word).orElseThrow();
  }

  private static String text(JsonObject prompt) {
    JsonObject message = prompt.objects("messages").getFirst();
    assertThat(message.text("role")).isEqualTo("user");
    return message.object("content").text("text");
  }
}
