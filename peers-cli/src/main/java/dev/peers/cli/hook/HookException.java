package dev.peers.cli.hook;

/// Why a hook has nothing to say although there may be something.
final class HookException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HookException(String message, Throwable cause) {
    super(message, cause);
  }
}
