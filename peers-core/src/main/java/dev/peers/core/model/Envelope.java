package dev.peers.core.model;

/// A message together with what its two sides may know of each other, so that nobody has to ask
/// again who wrote it.
public record Envelope(Message message, Party from, Party to) {}
