package dev.peers.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.ListenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFileTest {
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = temp.resolve("run").resolve("token");
  }

  @Test
  void a_new_token_is_long_and_the_owners_only() throws IOException {
    String token = TokenFile.readOrCreate(file);
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void the_token_stays_the_same() {
    assertThat(TokenFile.readOrCreate(file)).isEqualTo(TokenFile.readOrCreate(file));
  }

  @Test
  void all_who_create_it_at_once_get_the_same() {
    assertThat(
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> TokenFile.readOrCreate(file))
                .distinct())
        .hasSize(1);
  }

  @Test
  void a_token_that_others_could_read_is_replaced() throws IOException {
    String exposed = TokenFile.readOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(TokenFile.readOrCreate(file)).isNotEqualTo(exposed);
  }

  @Test
  void a_file_that_holds_no_token_is_left_alone() throws IOException {
    TokenFile.readOrCreate(file);
    Files.writeString(file, "no");
    assertThatThrownBy(() -> TokenFile.readOrCreate(file))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("holds no token");
    assertThat(file).hasContent("no");
  }
}
