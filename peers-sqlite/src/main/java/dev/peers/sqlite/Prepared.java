package dev.peers.sqlite;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A statement of jOOQ's, rendered once and from then on run by the driver alone, which takes a
/// third of the time. Prepared when it is first needed. Used by one thread at a time.
final class Prepared {
  private static final System.Logger LOG = System.getLogger(Prepared.class.getName());

  private final Connection connection;
  private final String sql;
  private @Nullable PreparedStatement statement;

  Prepared(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /// The statement, with these parameters in the order of its text.
  PreparedStatement with(@Nullable Object... parameters) throws SQLException {
    PreparedStatement prepared = statement;
    if (prepared == null) {
      prepared = connection.prepareStatement(sql);
      statement = prepared;
    }
    for (int i = 0; i < parameters.length; i++) {
      prepared.setObject(i + 1, parameters[i]);
    }
    return prepared;
  }

  /// Gives the statement back; it is prepared again when it is needed.
  void close() {
    PreparedStatement prepared = statement;
    statement = null;
    if (prepared != null) {
      try {
        prepared.close();
      } catch (SQLException e) {
        // Its end repeats the error that it failed with.
        LOG.log(Level.DEBUG, "a statement ended with an error", e);
      }
    }
  }
}
