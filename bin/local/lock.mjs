import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { livingRecord, ownRecord } from './processes.mjs';

/** Takes a lock file for this process. Gives false when a living process holds it; one left by a dead process is taken over. */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(ownRecord()), { mode: 0o600 });
  try {
    // A hard link appears with its content or not at all, and never over an existing file.
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (livingRecord(file)) return false;
    rmSync(file, { force: true });
    return tryLock(file);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Gives a lock back if it is ours. */
export function unlock(file) {
  try {
    if (JSON.parse(readFileSync(file, 'utf8')).pid === process.pid) rmSync(file, { force: true });
  } catch {} // already gone
}

/** Runs one step that only one process in this folder may run at a time; the others wait for it. */
export async function withLock(file, step) {
  while (!tryLock(file)) await delay(200);
  try {
    return await step();
  } finally {
    unlock(file);
  }
}
