package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonException;
import dev.peers.protocol.json.JsonLimits;
import java.util.Optional;

/// The reader and the writer of JSON: what is taken is what another strict reader takes and means,
/// and what is written means the same, on one line that steers nothing.
public final class JsonFuzz {
  private JsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<Json> ours = ours(input);
    assertThat(ours).as("what is read").isEqualTo(Oracle.read(input));
    if (ours.isEmpty()) {
      return;
    }
    String written = ours.get().toString();
    assertThat(Json.parse(written)).as("what was written").isEqualTo(ours.get());
    assertThat(written.codePoints().filter(PlainText::isHidden)).as(written).isEmpty();
  }

  private static Optional<Json> ours(byte[] input) {
    try {
      return Optional.of(Json.parse(input, JsonLimits.REQUEST));
    } catch (JsonException e) {
      String message = String.valueOf(e.getMessage());
      assertThat(message).hasSizeLessThan(300);
      assertThat(message.codePoints().filter(PlainText::isHidden)).isEmpty();
      return Optional.empty();
    }
  }
}
