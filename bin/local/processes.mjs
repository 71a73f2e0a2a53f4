import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { atEnd, isEnding } from './ending.mjs';
import { Refusal } from './refusal.mjs';

const LOG_LIMIT = 20 * 1024 * 1024;

/**
 * Who a process is: its start and its command line, or undefined when it is gone.
 * Process ids are reused; a recorded process is only touched while its identity is still the recorded one.
 */
function identityOf(pid) {
  if (process.platform !== 'linux') {
    const shown = spawnSync('ps', ['-ww', '-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8' });
    return shown.status === 0 && shown.stdout.trim() ? shown.stdout.trim() : undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 2 is the name in brackets, which may hold anything; field 3 is the state, field 22 the start in clock ticks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${fields[19]} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`;
  } catch {
    return undefined;
  }
}

/** This process as a record, to be read by others who want to know whether it still runs. */
export function ownRecord() {
  return { pid: process.pid, identity: identityOf(process.pid) };
}

/** The record in a file when its process still runs, else undefined. */
export function livingRecord(file) {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8'));
    return record.identity && identityOf(record.pid) === record.identity ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a record in one step: readers see the old or the new one. */
export function writeRecord(file, record) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

/** The last line of a log when it is a sentence for its reader, as of a process that could not start; else undefined. */
export function lastSentence(log) {
  const last = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) : '';
  return /^[A-Z].*\.$/.test(last) ? last : undefined;
}

function openLog(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/**
 * Starts a program in a process group of its own (Ctrl-C reaches only us, and we stop it in order), with its output in a log,
 * and records it, so that it is found again after a kill -9 of this process.
 */
export function startRecorded({ command, args, cwd, env, log, record, facts = {} }) {
  if (isEnding()) throw new Refusal('Stopped.');
  const output = openLog(log);
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
  child.on('error', () => {}); // a program that cannot be run is seen by its missing pid
  if (child.pid === undefined) throw new Refusal(`${command} could not be run.`);
  writeRecord(record, { pid: child.pid, identity: identityOf(child.pid), ...facts });
  child.unref();
  return child;
}

/** Ends a recorded process if it is still the recorded one: asks, waits, then kills. Removes the record. */
export async function endRecorded(file, graceMs) {
  const record = livingRecord(file);
  if (record) {
    signal(record.pid, graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
    if (!(await isGone(file, graceMs > 0 ? graceMs : 5_000))) {
      signal(record.pid, 'SIGKILL');
      await isGone(file, 5_000);
    }
  }
  rmSync(file, { force: true });
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {} // it ended between the look and the signal
}

/** Waits until a recorded process answers. Gives false when it ended or the time is over. */
export async function untilAnswering(file, answers, withinMs) {
  const deadline = Date.now() + withinMs;
  while (livingRecord(file) && Date.now() < deadline) {
    if (await answers()) return true;
    await delay(100);
  }
  return false;
}

async function isGone(file, withinMs) {
  const deadline = Date.now() + withinMs;
  while (livingRecord(file)) {
    if (Date.now() > deadline) return false;
    await delay(50);
  }
  return true;
}

/** Runs a tool to its end; gives exit code and output. `show` lets it speak to the terminal directly. */
export function run(command, args, { cwd, env, show = false } = {}) {
  if (isEnding()) throw new Refusal('Stopped.');
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    // A program that could not be run has no pid: until Node has noticed, its signal goes to any number, such as 0, our whole group.
    atEnd(() => child.pid && child.kill('SIGTERM'));
    let output = '';
    child.stdout?.on('data', (part) => (output += part));
    child.stderr?.on('data', (part) => (output += part));
    child.on('error', (error) => {
      fail(error.code === 'ENOENT' ? new Refusal(`${basename(command)} was not found on the PATH.`) : error);
    });
    child.on('close', (code, signalName) => done({ code: code ?? 1, signal: signalName, output }));
  });
}
