package dev.peers.cli.service;

import org.jspecify.annotations.Nullable;

/// The service cannot be set up or asked. The message says why and what to do.
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServiceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  ServiceException(String message) {
    this(message, null);
  }
}
