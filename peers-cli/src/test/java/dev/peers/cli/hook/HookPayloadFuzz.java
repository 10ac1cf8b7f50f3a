package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;

/// What a client hands to a hook: it is a payload or refused with a reason, and the shell command
/// in it is looked through without fault, in time.
public final class HookPayloadFuzz {
  private HookPayloadFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    HookPayload payload;
    try {
      payload = HookPayload.parse(input);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThat(Json.parseObject(input, JsonLimits.ANSWER).text("hook_event_name"))
        .isEqualTo(payload.event());
    GitCommand.find(payload.command())
        .ifPresent(git -> assertThat(git).isIn("add", "commit", "push"));
    Reply reply = Reply.context(payload.event(), payload.command());
    assertThat(reply.json().codePoints().filter(PlainText::isHidden)).isEmpty();
    JsonLimits any = JsonLimits.ANSWER;
    assertThat(
            Json.parseObject(reply.json(), any).object("hookSpecificOutput").has("hookEventName"))
        .isTrue();
  }
}
