package dev.peers.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/// What a file turns out to be, found without changing it.
sealed interface Finding {
  /// Nothing yet, or a database that this program can use.
  record Usable() implements Finding {}

  /// A database of a later version of this program.
  record Newer(int version) implements Finding {}

  /// A database of the TypeScript claude-peers, which uses the same name by default.
  record ClaudePeers() implements Finding {}

  /// Something of somebody else's.
  record Foreign(String what) implements Finding {}

  /// A database that cannot be trusted any more.
  record Damaged(String why) implements Finding {}

  /// Looks at a file that exists.
  ///
  /// @param cleanlyClosed whether whoever used it last closed it; otherwise it is checked
  /// @throws SQLException if it cannot be read for another reason than damage
  static Finding of(Path file, boolean cleanlyClosed) throws IOException, SQLException {
    byte[] head = head(file);
    if (head.length > 0 && !Arrays.equals(head, Header.MAGIC)) {
      return cleanlyClosed && !Arrays.equals(head, new byte[head.length])
          ? new Foreign("no SQLite database")
          : new Damaged("its first bytes are not those of a database");
    }
    // Read-only, because a connection that may write tidies up when it is closed, and then a
    // damaged database would no longer be what it was.
    try (Connection connection = Sqlite.openForReading(file)) {
      return of(connection, cleanlyClosed);
    } catch (SQLException e) {
      if (Failures.meansDamage(e)) {
        return new Damaged(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static Finding of(Connection connection, boolean cleanlyClosed) throws SQLException {
    int version = Sqlite.queryInt(connection, "PRAGMA user_version");
    if (Sqlite.queryInt(connection, "PRAGMA application_id") != Migrations.APPLICATION_ID) {
      return ofOthers(connection, version);
    }
    if (version > Migrations.version()) {
      return new Newer(version);
    }
    String check = cleanlyClosed ? "ok" : Sqlite.queryText(connection, "PRAGMA quick_check(1)");
    return check.equals("ok") ? new Usable() : new Damaged(check.replace('\n', ' '));
  }

  private static Finding ofOthers(Connection connection, int version) throws SQLException {
    String tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table'";
    if (version == 0 && Sqlite.queryInt(connection, tables) == 0) {
      return new Usable();
    }
    int known = Sqlite.queryInt(connection, tables + " AND name IN ('peers', 'messages')");
    return version == 0 && known == 2
        ? new ClaudePeers()
        : new Foreign("a database of another program");
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Header.MAGIC.length);
    }
  }

  /// How every SQLite file begins, see https://www.sqlite.org/fileformat.html#magic_header_string
  final class Header {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private Header() {}
  }
}
