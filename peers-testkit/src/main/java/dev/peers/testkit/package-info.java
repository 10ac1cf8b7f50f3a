/// Peers in tests.
///
/// [dev.peers.testkit.TestNetwork] acts out a network of agents by a script, on time moved by hand;
/// [dev.peers.testkit.FaultyStore] and [dev.peers.testkit.FaultyBroker] fail as told. There are
/// in-memory and hand-driven versions of all ports.
@NullMarked
package dev.peers.testkit;

import org.jspecify.annotations.NullMarked;
