package dev.peers.cli.install;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/// Installing or removing did not work. The message says why and what to do.
public final class InstallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InstallException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  InstallException(String message) {
    this(message, null);
  }

  /// What a file operation said, with the file.
  static InstallException of(String what, IOException e) {
    String advice =
        e instanceof AccessDeniedException ? "; make it writable, or choose another --prefix" : "";
    return new InstallException(what + ": " + reason(e) + advice, e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException problem) {
      String why =
          problem.getReason() == null
              ? problem.getClass().getSimpleName().replace("Exception", "")
              : problem.getReason();
      return why + " (" + problem.getFile() + ")";
    }
    return String.valueOf(e.getMessage());
  }
}
