package dev.peers.transport.uds;

import dev.peers.transport.http.internal.ApiHandler;
import dev.peers.transport.http.internal.HttpListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Knows the users that may talk to the broker. The operating system vouches for who is at the
/// other end of a Unix socket; names are compared by user id.
record Credentials(Set<UserPrincipal> users) implements HttpListener.Admission {
  private static final Logger LOG = System.getLogger(Credentials.class.getName());

  static Credentials ofOwner(UserPrincipal owner) throws IOException {
    UserPrincipal root =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("root");
    return new Credentials(owner.equals(root) ? Set.of(owner) : Set.of(owner, root));
  }

  /// Asks once per connection. Looking up the name of a user may take its time.
  @Override
  public boolean admits(SocketChannel channel) throws IOException {
    return admits(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
  }

  @Override
  public ApiHandler.Identification identification() {
    return PeerProcess::of;
  }

  boolean admits(UserPrincipal user) {
    boolean known = users.contains(user);
    if (!known) {
      LOG.log(Level.WARNING, "refused a connection of the user {0}", user.getName());
    }
    return known;
  }
}
