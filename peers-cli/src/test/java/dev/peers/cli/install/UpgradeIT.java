package dev.peers.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.cli.install.FreshHome.Ran;
import dev.peers.cli.install.FreshHome.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An update to a version with another schema, under a live session and with mail in the database:
/// the build as it is, and the build with one more migration.
class UpgradeIT {
  private static final String STEP =
      """
      ALTER TABLE messages ADD COLUMN topic TEXT;
      CREATE INDEX messages_topic ON messages (topic);
      """;

  private FreshHome home;
  private Path database;

  @BeforeEach
  void create() throws Exception {
    home = FreshHome.create();
    database = home.folder().resolve(".claude-peers.db");
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  @Test
  void mail_is_kept_by_a_new_schema_and_the_way_back_is_refused_before_it_breaks_anything()
      throws Exception {
    Path first = Rebuilt.as("1.0.0", home.unpacked("one"));
    Path second = Rebuilt.migrating(STEP, Rebuilt.as("1.1.0", home.unpacked("two")));
    assertThat(home.peers(first, "install").exitCode()).isZero();
    Session session = home.session();
    assertThat(session.call("list_peers")).contains("No other peers found");
    assertThat(home.broker(first)).startsWith("1.0.0 ");
    String name = home.installed("peers", "--names").out().strip();
    assertThat(home.installed("send", name, "read before").exitCode()).isZero();
    assertThat(session.call("check_messages")).contains("read before");
    assertThat(home.installed("send", name, "unread before").exitCode()).isZero();
    int version = number("PRAGMA user_version");

    Ran update = home.peers(second, "install");
    assertThat(update.err()).isEmpty();
    assertThat(update.out()).contains("The broker continues as version 1.1.0");
    String broker = home.broker(second);
    assertThat(broker).startsWith("1.1.0 ");
    assertThat(number("PRAGMA user_version")).isEqualTo(version + 1);
    assertThat(number("SELECT count(*) FROM pragma_table_info('messages') WHERE name = 'topic'"))
        .isOne();
    await()
        .atMost(FreshHome.PATIENCE)
        .until(() -> home.installed("peers", "--names").out().strip().equals(name));
    assertThat(home.installed("send", name, "written after").exitCode()).isZero();
    // The session still is of the old version.
    assertThat(session.call("check_messages")).contains("unread before", "written after");
    assertThat(home.installed("messages").out())
        .contains("read before", "unread before", "written after");

    Ran back = home.peers(first, "install");
    assertThat(back.exitCode()).isEqualTo(1);
    assertThat(back.err())
        .contains(database + " has version " + (version + 1))
        .contains("this program knows versions up to " + version)
        .contains("no broker of 1.0.0 would start; nothing was changed");
    assertThat(home.installed("--version").out()).isEqualTo("peers 1.1.0\n");
    assertThat(home.broker(second)).isEqualTo(broker);
    session.end();
  }

  private int number(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getInt(1);
    }
  }
}
