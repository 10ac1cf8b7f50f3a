package dev.peers.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The database, which no broker has open.
class DatabaseFaultsIT {
  @AutoClose private final DoctorHome home = DoctorHome.create();
  private final Sandbox sandbox = home.sandbox;

  @BeforeEach
  void make_the_database() {
    home.startBroker();
    assertThat(home.peers("kill-broker").exitCode()).isZero();
  }

  @Test
  void a_large_one() {
    sandbox.with("CLAUDE_PEERS_DOCTOR_DATABASE_MB", "0");
    home.foundOnly("database", "warning", "is large");
  }

  @Test
  void a_damaged_one() throws Exception {
    byte[] damaged = Files.readAllBytes(sandbox.database());
    Arrays.fill(damaged, 4_096, damaged.length, (byte) 7);
    Files.write(sandbox.database(), damaged);
    home.foundOnly("database", "broken", "is damaged");
    home.doctor("--fix");
    assertThat(sandbox.database()).hasBinaryContent(damaged);
  }

  @Test
  void one_of_a_newer_version() throws Exception {
    execute("PRAGMA user_version = 99");
    home.foundOnly("database", "broken", "has version 99, this program knows versions up to ");
  }

  @Test
  void one_of_another_broker_or_program_and_what_is_none() throws Exception {
    Files.delete(sandbox.database());
    execute("CREATE TABLE peers (id)", "CREATE TABLE messages (id)");
    home.foundOnly("database", "warning", "is one of the TypeScript claude-peers; our broker");
    execute("DROP TABLE peers");
    home.foundOnly("database", "broken", "is a database of another program, so that no broker");
    Files.writeString(sandbox.database(), "no database at all");
    home.foundOnly("database", "broken", "is no SQLite database, so that no broker starts");
    assertThat(sandbox.database()).hasContent("no database at all");
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sandbox.database());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    DoctorHome.mode(sandbox.database(), "rw-------");
  }
}
