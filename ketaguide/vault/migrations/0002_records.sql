-- The tables of a person's record. Ids are UUIDv7 text, times ISO 8601 text in UTC, and free text
-- is '' rather than NULL. Ids of other records are kept without foreign keys: two vaults that are
-- merged may meet a child before its parent.

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  route TEXT NOT NULL DEFAULT 'other',
  route_note TEXT NOT NULL DEFAULT '',
  with_whom TEXT NOT NULL DEFAULT '',
  ride_home TEXT NOT NULL DEFAULT '',
  clinic_name TEXT NOT NULL DEFAULT '',
  clinic_phone TEXT NOT NULL DEFAULT '',
  rule_food TEXT NOT NULL DEFAULT '',
  rule_drink TEXT NOT NULL DEFAULT '',
  rule_medicines TEXT NOT NULL DEFAULT '',
  rule_driving TEXT NOT NULL DEFAULT '',
  rule_other TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_by_start ON session (starts_at, id);

CREATE TABLE run (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  guide_id TEXT NOT NULL,
  pack_id TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  language TEXT NOT NULL,
  session_id TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  zone TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'stopped', 'finished')),
  outline TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX run_by_session ON run (session_id, guide_id, started_at);

CREATE TABLE run_progress (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

-- The body comes last: a query for the short columns then never reads its overflow pages.
-- "row" is there for entry_fts only; VACUUM may renumber a row id that has no column of its own.
CREATE TABLE entry (
  "row" INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  written_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  kind TEXT NOT NULL,
  phase TEXT NOT NULL DEFAULT '',
  session_id TEXT,
  run_id TEXT,
  title TEXT NOT NULL DEFAULT '',
  feelings TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entry_by_writing ON entry (written_at DESC, id DESC);
CREATE INDEX entry_by_session ON entry (session_id, written_at) WHERE session_id IS NOT NULL;

CREATE TABLE intention (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  session_id TEXT,
  run_id TEXT,
  text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX intention_by_session ON intention (session_id, created_at);

CREATE TABLE insight (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  entry_id TEXT,
  session_id TEXT,
  text TEXT NOT NULL DEFAULT '',
  asks TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX insight_by_entry ON insight (entry_id);
CREATE INDEX insight_by_creation ON insight (created_at DESC, id DESC);

CREATE TABLE "commitment" (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  entry_id TEXT,
  insight_id TEXT,
  session_id TEXT,
  value TEXT NOT NULL DEFAULT '',
  action TEXT NOT NULL DEFAULT '',
  cue TEXT NOT NULL DEFAULT '',
  due_at TEXT,
  zone TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'kept', 'changed', 'dropped'))
) STRICT;
CREATE INDEX commitment_by_entry ON "commitment" (entry_id);
CREATE INDEX commitment_by_status ON "commitment" (status, due_at);

CREATE TABLE contact (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  relation TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL CHECK (position >= 0)
) STRICT;

CREATE TABLE draft (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE preference (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE entry_fts USING fts5(
  title, body, content='entry', content_rowid='row', tokenize='unicode61 remove_diacritics 2'
);
-- Without this option FTS5 keeps the words of deleted entries in its older segments.
-- Source: SQLite FTS5 documentation, section 6.9, the 'secure-delete' configuration option.
INSERT INTO entry_fts(entry_fts, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
  INSERT INTO entry_fts(rowid, title, body) VALUES (new."row", new.title, new.body);
END;
CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
  INSERT INTO entry_fts(entry_fts, rowid, title, body)
    VALUES ('delete', old."row", old.title, old.body);
END;
CREATE TRIGGER entry_changed AFTER UPDATE OF title, body ON entry
WHEN old.title IS NOT new.title OR old.body IS NOT new.body BEGIN
  INSERT INTO entry_fts(entry_fts, rowid, title, body)
    VALUES ('delete', old."row", old.title, old.body);
  INSERT INTO entry_fts(rowid, title, body) VALUES (new."row", new.title, new.body);
END;
