package dev.peers.protocol.internal.http;

/// A whole answer.
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, byte[] body) {}
