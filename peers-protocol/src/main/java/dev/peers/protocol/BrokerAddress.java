package dev.peers.protocol;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Where a broker listens.
public sealed interface BrokerAddress {
  /// A Unix socket.
  record UnixSocket(Path path) implements BrokerAddress {
    /// @throws IllegalArgumentException if the path is longer than a socket's path may be
    public UnixSocket {
      Settings.requireSocketLength(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A port of this machine, spoken to in plain HTTP.
  ///
  /// @param uri `http`, a host of this machine and a port
  /// @param token the bearer token that the broker asks for
  record Tcp(URI uri, Optional<String> token) implements BrokerAddress {
    /// @throws IllegalArgumentException if the address is of another kind or machine
    public Tcp {
      Settings.requireLoopback(uri);
    }

    @Override
    public String toString() {
      return uri.toString();
    }
  }

  /// The address that the settings mean: the URL if there is one, else the socket. A URL's token is
  /// the one of the settings, else that of the token file, if it exists.
  ///
  /// @throws IllegalArgumentException if the token file cannot be read
  static BrokerAddress of(Settings settings) {
    if (settings.url().isEmpty()) {
      return new UnixSocket(settings.socket());
    }
    return new Tcp(settings.url().get(), settings.token().or(() -> tokenOf(settings.tokenFile())));
  }

  private static Optional<String> tokenOf(Path file) {
    try {
      String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return token.isEmpty() ? Optional.empty() : Optional.of(Settings.requireToken(token));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the broker's token file " + file + "; set CLAUDE_PEERS_TOKEN instead", e);
    }
  }
}
