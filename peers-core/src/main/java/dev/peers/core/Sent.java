package dev.peers.core;

import dev.peers.core.model.Message;
import dev.peers.core.model.Party;
import dev.peers.core.model.Wake;

/// A message that is on disk, and what is known so far of waking the recipient.
public record Sent(Message message, Party to, Wake wake) {}
