package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is shipped, against the list of what may be.
class DependenciesIT {
  private static final Path DIST = Sandbox.DISTRIBUTION;
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\S+) \\|");

  @Test
  void every_library_is_on_the_list_in_its_version_and_no_other() throws IOException {
    assertThat(shipped()).isNotEmpty().containsExactlyInAnyOrderElementsOf(listed());
  }

  @Test
  void the_bill_of_materials_names_every_library_with_a_hash_and_no_moment() throws IOException {
    String text = Files.readString(DIST.resolve("bom.json"));
    JsonObject bom = Json.parseObject(text, JsonLimits.ANSWER);
    List<JsonObject> components = bom.objects("components");
    assertThat(components.stream().filter(c -> !c.text("group").equals("dev.peers")))
        .allSatisfy(c -> assertThat(c.objects("hashes")).isNotEmpty())
        .extracting(c -> c.text("name") + "-" + c.text("version") + ".jar")
        .containsAll(shipped());
    assertThat(bom.has("serialNumber")).isFalse();
    assertThat(text).doesNotContain(System.getProperty("user.home"));
  }

  private static List<String> shipped() throws IOException {
    try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("peers-"))
          .toList();
    }
  }

  private static List<String> listed() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/dependencies.md")))
        .results()
        .map(row -> row.group(1) + "-" + row.group(2) + ".jar")
        .toList();
  }
}
