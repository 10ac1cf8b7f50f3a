/// Looks for what keeps peers from working, says what it means, and repairs what can be repaired.
@NullMarked
package dev.peers.cli.doctor;

import org.jspecify.annotations.NullMarked;
