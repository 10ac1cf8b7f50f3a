/// Peers and messages in a SQLite file.
@NullMarked
package dev.peers.sqlite;

import org.jspecify.annotations.NullMarked;
