package dev.peers.protocol.internal.json;

import io.avaje.json.stream.BytesJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads and writes JSON. Safe from any thread.
///
/// A value is a [JsonObject], a `List`, a `String`, a [JsonNumber], a `Boolean` or null. The
/// library behind it reads more than JSON (commas too many, texts behind the end), so [JsonSyntax]
/// looks first.
public final class Json {
  private static final JsonStream STREAM =
      JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();

  private Json() {}

  /// Reads an object.
  ///
  /// @throws JsonException if it is none
  public static JsonObject readObject(byte[] json) {
    if (read(json) instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("expected a JSON object");
  }

  /// Reads an object.
  ///
  /// @throws JsonException if it is none
  public static JsonObject readObject(String json) {
    return readObject(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads any value.
  ///
  /// @throws JsonException if it is none
  public static @Nullable Object read(byte[] json) {
    return JsonParser.parse(json);
  }

  /// Writes one object. The library recycles its buffers per thread: nothing else may be written
  /// while the fields are.
  public static byte[] writeObject(Consumer<JsonFields> fields) {
    return write(
        out -> {
          out.beginObject();
          fields.accept(new JsonFields(out));
          out.endObject();
        });
  }

  /// Writes one array of objects, under the same condition.
  public static <T> byte[] writeArray(List<T> elements, JsonFields.Each<? super T> fields) {
    return write(out -> new JsonFields(out).elements(elements, fields));
  }

  private static byte[] write(Consumer<BytesJsonWriter> work) {
    try (BytesJsonWriter out = STREAM.bufferedWriterAsBytes()) {
      work.accept(out);
      return out.result();
    }
  }
}
