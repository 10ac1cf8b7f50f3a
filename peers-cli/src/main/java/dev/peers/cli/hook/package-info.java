/// `peers hook`: what an agent's client runs at the turns of a session, so that the agent learns of
/// its mail. Nothing in here may ever hold an agent up or stop it: whatever goes wrong is written
/// to a log and otherwise looks like an empty inbox.
@NullMarked
package dev.peers.cli.hook;

import org.jspecify.annotations.NullMarked;
