/// Peers in tests.
///
/// [dev.peers.testkit.TestNetwork] acts out a network of agents by a script, on time moved by hand;
/// [dev.peers.testkit.FaultyStore] and [dev.peers.testkit.FaultyBroker] fail as told. There are
/// in-memory and hand-driven versions of all ports.
///
/// A contract is an interface with test methods that every adapter of a port must pass. A test
/// class of an adapter implements it and says how to make the adapter, which takes a few lines.
/// Only contracts need JUnit, AssertJ and Awaitility, which their user brings along.
@NullMarked
package dev.peers.testkit;

import org.jspecify.annotations.NullMarked;
