-- What the vault itself keeps: its identity, its history and what was removed.

CREATE TABLE vault_meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One row per change of a record, each bound to the one before by an HMAC. Rows are only added.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  at TEXT NOT NULL,
  operation TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  mac TEXT NOT NULL
) STRICT;

CREATE TABLE tombstone (
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  removed_at TEXT NOT NULL,
  PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;
