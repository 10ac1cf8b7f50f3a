package dev.peers.core.system;

import dev.peers.core.model.ProcessRef;

/// One living process as the operating system lists it.
///
/// @param parentPid 0 if it has no parent
record ProcessRow(ProcessRef ref, long parentPid) {}
