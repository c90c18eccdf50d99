/** "Wayb", so that tools and this store know whose file it is. */
export const APPLICATION = 0x57_61_79_62

/** Grows when an older version of the store could not read what this one writes. */
export const FORMAT = 1

/**
 * A place is the number of a lane times this, plus the sequence of a message in it: the order of the messages of a lane
 * is that of the table, and no second index has to be kept.
 */
export const LANE_SPAN = 2 ** 40

/** Places are exact in a number of JavaScript up to here. */
export const MAXIMUM_LANES = 2 ** 13 - 1

export const SCHEMA = `
  -- Text that may hold anything (a NUL, half a surrogate pair) is kept as JSON or as bytes, never as bare text.
  CREATE TABLE lanes (lane INTEGER PRIMARY KEY, name TEXT NOT NULL, next INTEGER NOT NULL, size INTEGER NOT NULL);

  -- Messages that came together lie together: one row for up to 64 of them makes writing and reading cheap.
  CREATE TABLE blocks (
    first INTEGER PRIMARY KEY, count INTEGER NOT NULL, headers TEXT NOT NULL, encoding TEXT NOT NULL, bodies BLOB NOT NULL
  );
  -- Messages in blocks that are finished or were moved out, while others of their block are not.
  CREATE TABLE gone (place INTEGER PRIMARY KEY);
  -- Messages that wait for a retry, moved out of their block.
  CREATE TABLE retries (
    place INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL, unknown INTEGER NOT NULL,
    header TEXT NOT NULL, encoding TEXT NOT NULL, body BLOB NOT NULL
  );
  -- Messages that may have been sent without our knowing what came of it.
  CREATE TABLE started (place INTEGER PRIMARY KEY, attempts INTEGER NOT NULL);

  -- Ids: the latest in the order they came, the others sorted, because writing at random places is slow.
  CREATE TABLE recent_ids (number INTEGER PRIMARY KEY, lane INTEGER NOT NULL, ids TEXT NOT NULL);
  CREATE TABLE ids (lane INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (lane, id)) WITHOUT ROWID;

  CREATE TABLE settled (
    number INTEGER PRIMARY KEY, settled_at INTEGER NOT NULL, ids TEXT NOT NULL, outcomes TEXT NOT NULL
  );
  CREATE TABLE dead_letters (
    position INTEGER PRIMARY KEY AUTOINCREMENT, lane INTEGER NOT NULL, id TEXT NOT NULL, header TEXT NOT NULL,
    encoding TEXT NOT NULL, body BLOB NOT NULL
  );
  CREATE INDEX dead_letters_by_id ON dead_letters (lane, id);
  CREATE INDEX dead_letters_by_lane ON dead_letters (lane);

  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${FORMAT};
`
