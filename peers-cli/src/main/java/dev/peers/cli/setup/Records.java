package dev.peers.cli.setup;

import dev.peers.cli.files.OwnerOnly;
import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was changed in which file, kept in the state folder.
record Records(Path folder) {
  private static final String FILE = "file";
  private static final String TEXTS = "texts";
  private static final String ABSENT = "absent";

  /// What is noted of a file; nothing if no record can be read.
  Originals read(Path file) {
    try {
      JsonEdit record = new JsonEdit(Files.readString(of(file)), Dialect.STRICT, new Originals());
      return record.at(FILE).flatMap(Node::string).equals(Optional.of(file.toString()))
          ? originals(record)
          : new Originals();
    } catch (IOException | EditException e) {
      // Then what is of ours is taken out, and nothing put back.
      return new Originals();
    }
  }

  private static Originals originals(JsonEdit record) {
    Map<String, Optional<String>> texts = new HashMap<>();
    if (record.at(TEXTS).orElse(null) instanceof Node.Fields fields) {
      fields.members().forEach(member -> texts.put(member.key(), member.value().string()));
    }
    if (record.at(ABSENT).orElse(null) instanceof Node.Items items) {
      for (Node node : items.nodes()) {
        node.string().ifPresent(key -> texts.put(key, Optional.empty()));
      }
    }
    return new Originals(texts);
  }

  void write(Path file, Originals originals) throws IOException {
    Value.Fields texts = Value.fields();
    for (var entry : originals.all().entrySet()) {
      if (entry.getValue().isPresent()) {
        texts = Value.with(texts, entry.getKey(), Value.of(entry.getValue().get()));
      }
    }
    List<String> absent =
        originals.all().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    JsonEdit record = new JsonEdit("", Dialect.STRICT, new Originals());
    record.set(Value.of(file.toString()), FILE);
    record.set(texts, TEXTS);
    record.set(Value.of(absent), ABSENT);
    OwnerOnly.folder(folder);
    OwnerOnly.replace(of(file), record.text().getBytes(StandardCharsets.UTF_8));
  }

  void forget(Path file) throws IOException {
    Files.deleteIfExists(of(file));
  }

  private Path of(Path file) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(file.toString().getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash, 0, 12) + ".json");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
