package dev.peers.cli.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Another reader of JSON, which has nothing to do with ours: Jackson, as strict as it can be.
final class Oracle {
  private static final JsonFactory JACKSON = strict().build();

  /// One that also reads what some clients allow in their configuration.
  private static final JsonFactory LENIENT =
      strict()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private Oracle() {}

  private static JsonFactoryBuilder strict() {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(JsonLimits.REQUEST.depth())
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build());
  }

  /// The value, or nothing if this is no JSON in UTF-8.
  static Optional<Json> read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static Optional<Json> read(String text) {
    // To Jackson a byte-order mark is nothing; RFC 8259 lets a reader refuse it, and ours does.
    if (text.startsWith("\uFEFF")) {
      return Optional.empty();
    }
    return read(text, JACKSON);
  }

  /// The same of a text that may have comments and commas behind the last element.
  static Optional<Json> readCommented(String text) {
    return read(text, LENIENT);
  }

  private static Optional<Json> read(String text, JsonFactory reader) {
    try (JsonParser in = reader.createParser(text)) {
      if (in.nextToken() == null) {
        return Optional.empty();
      }
      Json value = value(in);
      return in.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Json value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        Json.Builder fields = Json.object();
        Set<String> names = new HashSet<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = mended(in.currentName());
          // Names that differ in halves of pairs only are the same once these are replaced.
          if (!names.add(name)) {
            throw new IOException("twice");
          }
          in.nextToken();
          fields.put(name, value(in));
        }
        yield fields.build();
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(in));
        }
        yield Json.of(items);
      }
      case VALUE_STRING -> Json.of(mended(in.getText()));
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> Json.Null.NULL;
      default -> new Json.Num(in.getText());
    };
  }

  /// Without halves of surrogate pairs, which ours replaces.
  private static String mended(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }
}
