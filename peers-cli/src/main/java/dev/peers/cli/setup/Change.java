package dev.peers.cli.setup;

import java.util.List;
import java.util.Optional;

/// What is to become of a file.
///
/// @param target the file
/// @param before the file as it was read
/// @param after what is to be in it; empty if it is to be deleted
/// @param originals what to remember, to take the change back later
/// @param remarks what the user should know of it
record Change(
    Target target,
    ConfigFile before,
    Optional<String> after,
    Originals originals,
    List<String> remarks) {
  boolean isNone() {
    return after.equals(before.bytes().map(_ -> before.text()));
  }
}
