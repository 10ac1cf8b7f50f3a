/// JSON as RFC 8259 has it: one strict reader within bounds, one writer whose output is safe to
/// show.
///
/// [dev.peers.protocol.json.Json] is the way in. Small on purpose: a command lives for
/// milliseconds, and loads these few classes instead of a library.
@NullMarked
package dev.peers.protocol.json;

import org.jspecify.annotations.NullMarked;
