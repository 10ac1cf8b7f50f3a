/// The ports that the machine itself can serve: its processes, its git folders, its clockwork, its
/// chance. Nothing but the JDK is needed.
@NullMarked
package dev.peers.core.system;

import org.jspecify.annotations.NullMarked;
