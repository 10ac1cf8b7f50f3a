/// The testkit in JUnit Jupiter, which its user brings along.
@NullMarked
package dev.peers.testkit.junit;

import org.jspecify.annotations.NullMarked;
