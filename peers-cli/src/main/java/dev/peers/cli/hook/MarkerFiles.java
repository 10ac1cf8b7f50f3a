package dev.peers.cli.hook;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.port.UnreadMarks;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Marks on disk: one file per agent with mail, named by its process id, in a folder that only its
/// owner can open. It holds the key to that mail. What cannot be written is logged: then hooks are
/// silent, and mail still reaches its agent in all the other ways.
///
/// Make one only while holding the broker's lock: making one clears the folder.
public final class MarkerFiles implements UnreadMarks {
  private final MarkerFolder folder;
  private final Executor writer;

  /// Makes the folder if it is missing, and clears it of the marks of earlier brokers.
  ///
  /// @param writer runs what writes to the disk, one after the other, so that no mail waits for it
  public MarkerFiles(Path folder, Executor writer) {
    this.folder = new MarkerFolder(folder);
    this.writer = writer;
    try {
      this.folder.reset();
    } catch (IOException | UnsupportedOperationException e) {
      warn("cannot show unread mail in " + folder, e);
    }
  }

  /// The folder where hooks and the launcher look for marks: beside the socket.
  public static Path folder(Settings settings) {
    return MarkerFolder.of(settings).folder();
  }

  @Override
  public void mark(ProcessRef agent, Optional<Secret> key) {
    writer.execute(() -> write(agent, key));
  }

  private void write(ProcessRef agent, Optional<Secret> key) {
    try {
      if (key.isPresent()) {
        folder.show(agent.pid(), key.get());
      } else {
        folder.hide(agent.pid());
      }
    } catch (IOException | UnsupportedOperationException e) {
      warn("cannot show the unread mail of agent " + agent.pid(), e);
    }
  }

  private static void warn(String what, Throwable failure) {
    System.getLogger(MarkerFiles.class.getName()).log(System.Logger.Level.WARNING, what, failure);
  }
}
