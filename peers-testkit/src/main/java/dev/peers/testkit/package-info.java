/// In-memory adapters, manual time and the contracts that every adapter of a port must pass.
///
/// A contract is an interface with test methods. A test class of an adapter implements it and says
/// how to make the adapter, which takes a few lines.
@NullMarked
package dev.peers.testkit;

import org.jspecify.annotations.NullMarked;
