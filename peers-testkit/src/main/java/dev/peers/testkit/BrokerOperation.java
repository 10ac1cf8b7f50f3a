package dev.peers.testkit;

/// What can be asked of a [dev.peers.core.Broker], for saying which requests a fault meets.
public enum BrokerOperation {
  REGISTER,
  HEARTBEAT,
  DESCRIBE,
  LIST,
  SEND,
  FETCH,
  DRAIN,
  ACKNOWLEDGE,
  HISTORY,
  SET_WAKE,
  UNREAD_SUMMARY,
  UNREGISTER,
  KILL,
  ORPHANS,
  CLEAN_UP,
  PURGE,
  REPORT,
  SUBSCRIBE,
  HEALTH
}
