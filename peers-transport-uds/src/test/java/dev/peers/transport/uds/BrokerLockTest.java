package dev.peers.transport.uds;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.peers.core.ListenException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BrokerLockTest {
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = temp.resolve("run").resolve("peers.lock");
  }

  /// Another process that takes the lock, says so and holds it until its input ends.
  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return reader.readLine();
  }

  @Test
  void one_of_two_processes_gets_the_lock() throws Exception {
    Process first = holder();
    assertThat(firstLine(first)).isEqualTo("locked");
    assertThat(BrokerLock.tryAcquire(file)).isEmpty();
    assertThat(file).hasContent(Long.toString(first.pid()));
    Process second = holder();
    assertThat(firstLine(second)).isEqualTo("taken");
    first.outputWriter().close();
    assertThat(first.waitFor(20, SECONDS)).isTrue();
    Optional<BrokerLock> lock = BrokerLock.tryAcquire(file);
    assertThat(lock).isPresent();
    lock.orElseThrow().close();
  }

  @Test
  void a_killed_process_leaves_the_lock_free() throws Exception {
    Process first = holder();
    assertThat(firstLine(first)).isEqualTo("locked");
    first.destroyForcibly().waitFor();
    try (BrokerLock lock = BrokerLock.tryAcquire(file).orElseThrow()) {
      assertThat(lock.isInPlace()).isTrue();
    }
  }

  @Test
  void asking_again_in_the_same_process_does_not_give_the_lock_away() throws Exception {
    try (BrokerLock lock = BrokerLock.tryAcquire(file).orElseThrow()) {
      assertThat(BrokerLock.tryAcquire(file)).isEmpty();
      assertThat(lock.isInPlace()).isTrue();
      Process other = holder();
      assertThat(firstLine(other)).isEqualTo("taken");
    }
    await()
        .untilAsserted(
            () -> {
              Optional<BrokerLock> again = BrokerLock.tryAcquire(file);
              assertThat(again).isPresent();
              again.orElseThrow().close();
            });
  }

  @Test
  void the_file_is_the_owners_and_stays() throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    BrokerLock lock = BrokerLock.tryAcquire(file).orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    lock.close();
    lock.close();
    assertThat(file).exists();
  }

  @Test
  void a_lock_whose_file_was_deleted_knows_that_it_is_lost() throws IOException {
    try (BrokerLock lost = BrokerLock.tryAcquire(file).orElseThrow()) {
      Files.delete(file);
      assertThat(lost.isInPlace()).isFalse();
      try (BrokerLock successor = BrokerLock.tryAcquire(file).orElseThrow()) {
        assertThat(successor.isInPlace()).isTrue();
        assertThat(lost.isInPlace()).isFalse();
      }
    }
  }

  @Test
  void a_link_in_place_of_the_file_is_refused() throws IOException {
    Path precious = Files.writeString(temp.resolve("precious"), "precious");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, precious);
    assertThatThrownBy(() -> BrokerLock.tryAcquire(file))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("is in the way");
    assertThat(precious).hasContent("precious");
  }
}
