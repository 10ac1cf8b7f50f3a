package dev.peers.cli.daemon;

import dev.peers.cli.files.NotOwnException;
import dev.peers.cli.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/// The broker's files and folders, with errors that say what a person can do.
final class BrokerFiles {
  private BrokerFiles() {}

  /// Makes the folder of the file if it is missing.
  ///
  /// @throws DaemonException if that cannot be done
  static void folderOf(Path file) {
    Path folder = OwnerOnly.parent(file);
    try {
      OwnerOnly.folder(folder);
    } catch (NotOwnException e) {
      throw new DaemonException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DaemonException(
          "cannot make the folder "
              + folder
              + " ("
              + reason(e)
              + "); make it writable, or set"
              + " CLAUDE_PEERS_SOCKET, CLAUDE_PEERS_DB and CLAUDE_PEERS_STATE to paths that are",
          e);
    }
  }

  /// Makes the file if it is missing, and takes the rights of others away if it exists.
  ///
  /// @throws DaemonException if that cannot be done
  static void file(Path file) {
    folderOf(file);
    try {
      OwnerOnly.file(file);
    } catch (NotOwnException e) {
      throw new DaemonException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DaemonException(
          "cannot write the file " + file + " (" + reason(e) + "); make its folder writable", e);
    }
  }

  static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
