/// Random scripts for a [dev.peers.testkit.TestNetwork], held against a model of what a network
/// promises. [dev.peers.testkit.model.RandomRuns] is the way in.
@NullMarked
package dev.peers.testkit.model;

import org.jspecify.annotations.NullMarked;
