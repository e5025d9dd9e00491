-- Letters that were sealed, the person's own safety plan, and what a clinic gave. Written as in
-- 0002. None of it is in entry_fts: a sealed letter is not found by searching.

CREATE TABLE letter (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  written_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  session_id TEXT,
  run_id TEXT,
  title TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX letter_by_writing ON letter (written_at, id);

-- One row for each section, whose name is its id. That no column may be left out tells it from
-- preference, where a rescue has only the rows themselves to go by.
CREATE TABLE plan_part (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

-- The pack's own name is its id; "files" is JSON, each path with the file's text.
CREATE TABLE clinic_pack (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  zone TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  version TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  files TEXT NOT NULL
) STRICT;

-- Each guide on its phase's page asks which entry its runs made.
CREATE INDEX entry_by_run ON entry (run_id) WHERE run_id IS NOT NULL;
