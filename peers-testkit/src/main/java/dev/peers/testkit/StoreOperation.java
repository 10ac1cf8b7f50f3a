package dev.peers.testkit;

/// What can be asked of a [dev.peers.core.port.PeerStore], for saying which calls a fault meets.
/// Those that change something happen within a [#WRITE], each transaction being one.
public enum StoreOperation {
  PEERS,
  UNREAD_COUNTS,
  UNREAD,
  HISTORY,
  MESSAGES,
  UNREAD_SENDERS,
  WRITE,
  PUT,
  FORGET,
  ERASE,
  APPEND,
  SENT_WITH,
  ACKNOWLEDGE,
  MARK_PUSHED,
  MOVE_UNREAD,
  EXPIRE,
  TRIM,
  PURGE
}
