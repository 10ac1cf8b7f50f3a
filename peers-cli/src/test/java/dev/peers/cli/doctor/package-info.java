/// `peers doctor` of the real distribution in a fresh home to which all clients are connected:
/// healthy, and with each fault by itself. Each fault must be found by its check and by no other.
@NullMarked
package dev.peers.cli.doctor;

import org.jspecify.annotations.NullMarked;
