package dev.peers.sqlite;

import dev.peers.core.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says what went wrong with a file, and what to do.
final class Failures {
  private static final int PRIMARY = 0xff;

  private Failures() {}

  /// @param what what could not be done, as in `could not read the database`
  static StoreException of(Path file, String what, Throwable cause) {
    return new StoreException(what + " " + file + ": " + reason(file, cause), cause);
  }

  static boolean meansDamage(Throwable cause) {
    int code = primaryCode(cause);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private static String reason(Path file, Throwable cause) {
    return switch (SQLiteErrorCode.getErrorCode(primaryCode(cause))) {
      case SQLITE_FULL -> "the disk is full; free space on it, nothing was changed";
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> unwritable(file);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "it is damaged; restart the broker, which sets it aside and starts a new one";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program holds it; end that program";
      case SQLITE_IOERR -> ioError(file, cause);
      default -> String.valueOf(cause.getMessage());
    };
  }

  /// SQLite does not tell a disk that has turned read-only from one that is broken.
  private static String ioError(Path file, Throwable cause) {
    return Files.isWritable(file)
        ? "the disk reports an error ("
            + cause.getMessage()
            + "); check the disk, and whether it has turned read-only"
        : unwritable(file);
  }

  private static String unwritable(Path file) {
    return "it cannot be written; check the permissions of the file and of "
        + file.getParent()
        + ", and whether the disk is read-only";
  }

  private static int primaryCode(Throwable cause) {
    for (@Nullable Throwable c = cause; c != null; c = c.getCause()) {
      if (c instanceof SQLiteException e) {
        return e.getResultCode().code & PRIMARY;
      }
    }
    return SQLiteErrorCode.UNKNOWN_ERROR.code;
  }
}
