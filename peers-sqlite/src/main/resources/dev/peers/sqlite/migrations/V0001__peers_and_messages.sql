-- Times are milliseconds since 1970. A message is unread while it was neither read nor given up.

CREATE TABLE peers (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  pid INTEGER NOT NULL,
  pid_start TEXT NOT NULL,
  agent_pid INTEGER,
  agent_start TEXT,
  thread TEXT,
  cwd TEXT NOT NULL,
  git_root TEXT,
  repository TEXT,
  tty TEXT,
  client_type TEXT NOT NULL,
  summary TEXT NOT NULL,
  registered_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  wake_transport TEXT,
  last_wake TEXT,
  last_wake_at INTEGER,
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  gone_at INTEGER,
  secret_hash TEXT,
  endpoint_transport TEXT,
  endpoint_address TEXT,
  endpoint_secret TEXT,
  self_wakes INTEGER NOT NULL CHECK (self_wakes IN (0, 1)),
  CHECK ((agent_pid IS NULL) = (agent_start IS NULL)),
  CHECK ((endpoint_transport IS NULL) = (endpoint_address IS NULL))
) STRICT;

-- Sender and recipient are no foreign keys: mail outlives the peers that wrote it. Neither is
-- reply_to: an answer outlives its question. AUTOINCREMENT, so that no id is ever given twice.
CREATE TABLE messages (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  body TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  pushed_at INTEGER,
  read_at INTEGER,
  expired_at INTEGER,
  reply_to INTEGER,
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  sender_key TEXT,
  CHECK (read_at IS NULL OR expired_at IS NULL)
) STRICT;

-- Every index ends in the id without being told, so these also serve the order by id. The columns
-- of a partial index that are always NULL there spare SQLite a look into the table.
CREATE INDEX messages_sent ON messages (sender);
CREATE INDEX messages_received ON messages (recipient);
CREATE INDEX messages_exchanged ON messages (sender, recipient);
CREATE INDEX messages_unread ON messages (recipient, read_at, expired_at)
  WHERE read_at IS NULL AND expired_at IS NULL;
CREATE INDEX messages_unread_by_age ON messages (sent_at, read_at, expired_at)
  WHERE read_at IS NULL AND expired_at IS NULL;
CREATE INDEX messages_ended ON messages (coalesce(read_at, expired_at))
  WHERE coalesce(read_at, expired_at) IS NOT NULL;
CREATE UNIQUE INDEX messages_by_key ON messages (sender, sender_key)
  WHERE sender_key IS NOT NULL;
