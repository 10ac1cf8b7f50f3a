/// What must not lose mail: real brokers that are killed, stopped or out of disk space under load,
/// receivers that die, and an exact ledger of every message.
@NullMarked
package dev.peers.cli.faults;

import org.jspecify.annotations.NullMarked;
