package dev.peers.sqlite;

import dev.peers.core.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// A copy of a database in a new file.
final class Backup {
  private Backup() {}

  static void write(Connection connection, Path target) {
    try {
      DatabaseFile.create(target);
    } catch (FileAlreadyExistsException e) {
      throw new StoreException(
          "the backup " + target + " exists already and was left alone; name another file", e);
    } catch (IOException e) {
      throw failed(target, e);
    }
    boolean done = false;
    try {
      fill(connection, target);
      done = true;
    } catch (SQLException e) {
      throw Failures.of(target, "could not write the backup", e);
    } catch (IOException e) {
      throw failed(target, e);
    } finally {
      if (!done) {
        delete(target);
      }
    }
  }

  /// SQLite writes into a file that exists if it is empty, but does not force it to the disk.
  private static void fill(Connection connection, Path target) throws SQLException, IOException {
    try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, target.toString());
      vacuum.execute();
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void delete(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw failed(unfinished, e);
    }
  }

  private static StoreException failed(Path target, IOException cause) {
    return new StoreException(
        "could not write the backup "
            + target
            + " ("
            + cause
            + "); check that its folder exists, that you may write to it and that its disk is not"
            + " full",
        cause);
  }
}
