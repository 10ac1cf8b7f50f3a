/// What every adapter of a port must do.
///
/// A contract is an interface with test methods. A test class of an adapter implements it and says
/// how to make the adapter, which takes a few lines. Needs JUnit, AssertJ and Awaitility, which its
/// user brings along.
@NullMarked
package dev.peers.testkit.contract;

import org.jspecify.annotations.NullMarked;
