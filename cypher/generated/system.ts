// Generated from cypher/system/ by cypher/generate.mjs.
import type { Statement } from '../statement.js';

/** Reads which migrations the graph has. Rows: many, one a migration. */
export const migrationFind: Statement<
  Record<never, never>,
  { version: number }
> = {
  name: 'system/migration_find',
  mode: 'read',
  text: `MATCH (m:Migration) WHERE m.version > 0
RETURN m.version AS version`,
};

/** Claims the one migration lock for a while, unless somebody else holds it. Rows: one. */
export const migrationLockClaim: Statement<
  { owner: string; at: string; until: string },
  { claimed: boolean }
> = {
  name: 'system/migration_lock_claim',
  mode: 'write',
  text: `MERGE (lock:MigrationLock {name: 'migrate'})
SET lock._lock = true
WITH lock, lock.owner IS NULL OR lock.until < $at AS free
FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END | SET lock.owner = $owner, lock.until = $until)
RETURN free AS claimed`,
};

/** Gives the migration lock back, if it is still its owner's. Rows: one, none: it was taken over. */
export const migrationLockRelease: Statement<
  { owner: string },
  { released: boolean }
> = {
  name: 'system/migration_lock_release',
  mode: 'write',
  text: `MATCH (lock:MigrationLock {name: 'migrate'})
SET lock._lock = true
WITH lock WHERE lock.owner = $owner
SET lock.owner = null, lock.until = null
RETURN true AS released`,
};

/** Notes that a migration was applied. Rows: one. */
export const migrationMark: Statement<
  { version: number; name: string; at: string },
  { version: number }
> = {
  name: 'system/migration_mark',
  mode: 'write',
  text: `MERGE (m:Migration {version: $version})
  ON CREATE SET m.name = $name, m.createdAt = $at
RETURN m.version AS version`,
};
