/// Assertions on a [dev.peers.testkit.TestNetwork] for AssertJ, which their user brings along.
@NullMarked
package dev.peers.testkit.assertj;

import org.jspecify.annotations.NullMarked;
