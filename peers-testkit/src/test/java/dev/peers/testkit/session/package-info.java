@NullMarked
package dev.peers.testkit.session;

import org.jspecify.annotations.NullMarked;
