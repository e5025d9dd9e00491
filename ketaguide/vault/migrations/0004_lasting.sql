-- What lasts: how an entry is marked and how it read before, pictures, insights in threads, steps
-- with their check-ins, sessions in a row. Written as in 0002, except that no column of a new table
-- may be left out: a rescue tells tables apart by what their rows hold.

ALTER TABLE entry ADD COLUMN mood INTEGER CHECK (mood BETWEEN 0 AND 10);
ALTER TABLE entry ADD COLUMN energy INTEGER CHECK (energy BETWEEN 0 AND 10);
ALTER TABLE entry ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
-- A JSON list of words, '' for none.
ALTER TABLE entry ADD COLUMN tags TEXT NOT NULL DEFAULT '';
CREATE INDEX entry_pinned ON entry (written_at DESC, id DESC) WHERE pinned;
CREATE INDEX entry_by_phase ON entry (phase, written_at DESC, id DESC);

-- By which tags and feelings an entry is found. It repeats what the entries say, like entry_fts, so
-- it is no record of its own.
CREATE TABLE entry_label (
  sort TEXT NOT NULL CHECK (sort IN ('tag', 'feeling')),
  label TEXT NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (sort, label, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_label_by_entry ON entry_label (entry);

CREATE TRIGGER entry_labelled AFTER INSERT ON entry
WHEN new.tags <> '' OR new.feelings <> '' BEGIN
  INSERT OR IGNORE INTO entry_label(sort, label, entry)
    SELECT 'tag', CAST(value AS TEXT), new."row"
    FROM json_each(iif(json_valid(new.tags), new.tags, '[]')) WHERE value IS NOT NULL;
  INSERT OR IGNORE INTO entry_label(sort, label, entry)
    SELECT 'feeling', CAST(key AS TEXT), new."row"
    FROM json_each(iif(json_valid(new.feelings), new.feelings, '{}')) WHERE key IS NOT NULL;
END;
CREATE TRIGGER entry_relabelled AFTER UPDATE OF tags, feelings ON entry
WHEN old.tags IS NOT new.tags OR old.feelings IS NOT new.feelings BEGIN
  DELETE FROM entry_label WHERE entry = old."row";
  INSERT OR IGNORE INTO entry_label(sort, label, entry)
    SELECT 'tag', CAST(value AS TEXT), new."row"
    FROM json_each(iif(json_valid(new.tags), new.tags, '[]')) WHERE value IS NOT NULL;
  INSERT OR IGNORE INTO entry_label(sort, label, entry)
    SELECT 'feeling', CAST(key AS TEXT), new."row"
    FROM json_each(iif(json_valid(new.feelings), new.feelings, '{}')) WHERE key IS NOT NULL;
END;
CREATE TRIGGER entry_unlabelled AFTER DELETE ON entry
WHEN old.tags <> '' OR old.feelings <> '' BEGIN
  DELETE FROM entry_label WHERE entry = old."row";
END;
INSERT OR IGNORE INTO entry_label(sort, label, entry)
  SELECT 'feeling', CAST(felt.key AS TEXT), e."row"
  FROM entry e, json_each(iif(json_valid(e.feelings), e.feelings, '{}')) felt
  WHERE e.feelings <> '' AND felt.key IS NOT NULL;

-- How an entry read before it was changed; "fields" is JSON.
CREATE TABLE entry_version (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  replaced_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;
CREATE INDEX entry_version_by_entry ON entry_version (entry_id, number);

-- In pieces, because a blob of many megabytes would be held in memory whole to be written.
CREATE TABLE attachment (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_by_entry ON attachment (entry_id, position);
CREATE TABLE attachment_chunk (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  attachment_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX attachment_chunk_in_order ON attachment_chunk (attachment_id, number);

-- Where in the entry's body the passage began when it was marked, in characters; "hold" is what
-- keeps it light.
ALTER TABLE insight ADD COLUMN marked_at INTEGER CHECK (marked_at >= 0);
ALTER TABLE insight ADD COLUMN hold TEXT NOT NULL DEFAULT '';

CREATE TABLE sureness (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  insight_id TEXT NOT NULL,
  after_days INTEGER NOT NULL CHECK (after_days >= 0),
  value INTEGER CHECK (value BETWEEN 0 AND 10),
  asked_at TEXT NOT NULL,
  zone TEXT NOT NULL
) STRICT;
CREATE INDEX sureness_by_insight ON sureness (insight_id, after_days);

CREATE TABLE thread (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  zone TEXT NOT NULL
) STRICT;
CREATE TABLE thread_insight (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  insight_id TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0)
) STRICT;
CREATE INDEX thread_insight_in_order ON thread_insight (thread_id, position);
CREATE INDEX thread_insight_by_insight ON thread_insight (insight_id);

-- "waits": what it is about cannot be taken back. "follows_id": the step that it came out of.
ALTER TABLE "commitment" ADD COLUMN asks TEXT NOT NULL DEFAULT '';
ALTER TABLE "commitment" ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
ALTER TABLE "commitment" ADD COLUMN follows_id TEXT;

CREATE TABLE check_in (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  commitment_id TEXT NOT NULL,
  after_days INTEGER NOT NULL CHECK (after_days >= 0),
  asked_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  happened TEXT NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('keep', 'change', 'drop', 'skip'))
) STRICT;
CREATE INDEX check_in_by_commitment ON check_in (commitment_id, after_days);

CREATE TABLE series (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  title TEXT NOT NULL,
  pattern TEXT NOT NULL,
  planned INTEGER NOT NULL CHECK (planned >= 0),
  note TEXT NOT NULL
) STRICT;
ALTER TABLE session ADD COLUMN series_id TEXT;
ALTER TABLE session ADD COLUMN series_position INTEGER NOT NULL DEFAULT 0;
CREATE INDEX session_by_series ON session (series_id, series_position) WHERE series_id IS NOT NULL;

-- Where a music file lies on this computer, in the person's own order.
CREATE TABLE track (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  path TEXT NOT NULL,
  title TEXT NOT NULL
) STRICT;
