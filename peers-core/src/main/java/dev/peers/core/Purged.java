package dev.peers.core;

/// What a purge did.
///
/// @param expired how many messages were given up, because they were unread for too long
/// @param deleted how many messages were deleted, read or expired long ago or too many to keep
public record Purged(int expired, int deleted) {}
