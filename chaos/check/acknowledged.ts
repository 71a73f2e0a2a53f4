import { isDeepStrictEqual } from 'node:util';
import type { Answer, Entry, Outcome } from '../world.js';
import { saysDone, wantedOf } from './effects.js';
import { shown } from './findings.js';
import { type Looking, say } from './looking.js';
import { type Done, listIn, tallyKey } from './memory.js';

type Saved = Record<string, unknown> & { __typename: string };

/** Answers after which a quote is another. */
const QUOTE_CHANGES: readonly string[] = ['QuoteCreated', 'QuoteSubmitted', 'ApprovalDecided'];
const SEAT_CHANGES: readonly string[] = ['SeatAssigned', 'SeatReleased'];

/** Errors that refuse a caller; nothing was done, but for the receipt of the refusal. */
const REFUSALS: readonly unknown[] = ['FORBIDDEN', 'SEAT_REQUIRED'];

type Body = {
  data?: Record<string, Outcome | null> | null;
  errors?: { extensions?: { code?: unknown } }[];
  error?: { code?: unknown };
  leadId?: unknown;
} | null;

/** The outcome that one answer holds, if it holds one: by GraphQL, or by the HTTP route of leads. */
export function outcomeIn({ status, body }: Answer, kind: string): Outcome | null {
  const told = status === null || typeof body !== 'object' ? null : (body as Body);
  if (told?.leadId !== undefined) return { __typename: 'LeadIngested', ...told };
  return told?.data?.[kind] ?? null;
}

/** The code with which an answer refuses its caller, if it does. */
export function refusalIn({ status, body }: Answer): string | null {
  const told = status === null || typeof body !== 'object' ? null : (body as Body);
  const code = told?.errors?.[0]?.extensions?.code ?? told?.error?.code;
  return REFUSALS.includes(code) ? String(code) : null;
}

/** Whether some try got no word of what became of it: it may have happened, or happen yet. */
const isOutstanding = (entry: Entry): boolean =>
  entry.state === 'open' ||
  entry.state === 'unknown' ||
  entry.answers.some((answer) => outcomeIn(answer, entry.kind) === null && refusalIn(answer) === null);

/**
 * Looks up the key of every write that was asked for: what was acknowledged is saved under it, as it was told and each time
 * the same; what nobody was told of is there once or not at all.
 */
export async function compareKeys(looking: Looking): Promise<void> {
  const { world, tenant, memory, isWhole } = looking;
  const asked = world.journal.filter(({ tenantId }) => tenantId === tenant.id);
  const entries = asked.filter(({ id, round }) => isWhole || round === world.round || memory.outstanding.has(id));
  const saved = await savedAnswers(looking, entries);
  for (const entry of entries) {
    const { inputs, answer } = saved.get(keyOf(entry)) ?? { inputs: null, answer: null };
    if (inputs !== null && answer === null)
      say(looking, 'acknowledged-once', `the key of ${entry.kind} holds no answer`, entry.id);
    compareAnswers(looking, entry, answer);
    if (answer) done(looking, entry, answer);
    if (!answer && isOutstanding(entry)) memory.outstanding.add(entry.id);
    else memory.outstanding.delete(entry.id);
  }
}

const keyOf = ({ caller, kind, idempotencyKey }: Entry): string => `user:${caller}:${kind} ${idempotencyKey}`;

async function savedAnswers({ look, tenant }: Looking, entries: Entry[]) {
  const rows = await look.rowsOf<{ scope: string; key: string; answer: string | null; inputs: string }>(
    `UNWIND $items AS wanted
     MATCH (k:IdempotencyKey {tenantId: $tenantId, scope: wanted.scope, key: wanted.key})
     RETURN k.scope AS scope, k.key AS key, k.answer AS answer, k.inputSha256 AS inputs`,
    tenant.id,
    entries.map(({ caller, kind, idempotencyKey }) => ({ scope: `user:${caller}:${kind}`, key: idempotencyKey })),
  );
  return new Map(
    rows.map(({ scope, key, answer, inputs }) => [
      `${scope} ${key}`,
      { inputs, answer: answer === null ? null : (JSON.parse(answer) as Saved) },
    ]),
  );
}

function compareAnswers(looking: Looking, entry: Entry, saved: Saved | null): void {
  const told = entry.answers.flatMap((answer) => outcomeIn(answer, entry.kind) ?? []);
  if (entry.outcome) told.push(entry.outcome);
  // Another write has the key: what was told is about that one.
  const own = told.filter(({ __typename }) => __typename !== 'IdempotencyConflict');
  const [first, ...again] = own.filter((outcome) => saysDone(entry.kind, outcome));
  const what = `${entry.kind} was answered ${shown(first)}`;
  const wrong = (text: string) => say(looking, 'acknowledged-once', `${what}, ${text}`, entry.id);
  for (const outcome of again) if (!isDeepStrictEqual(outcome, first)) wrong(`and also ${shown(outcome)}`);
  if (first && !saved) wrong('its key is not saved');
  if (first && saved && !agrees(first, saved)) wrong(`its key holds ${shown(saved)}`);
  if (first || !saved || isOutstanding(entry) || told.length > own.length) return;
  if (own.some((outcome) => agrees(outcome, saved))) return;
  const last = shown(own.at(-1) ?? 'with a refusal');
  say(looking, 'unasked', `${entry.kind} was answered ${last}, yet its key holds ${shown(saved)}`, entry.id);
}

/** Whether what was told is what was saved, as far as both say it; the letters of states may be large or small. */
function agrees(told: Outcome, saved: Saved): boolean {
  return Object.keys(told)
    .filter((key) => key in saved)
    .every((key) => folded(told[key]) === folded(saved[key]));
}

const folded = (value: unknown): string => JSON.stringify(value ?? null).toLowerCase();

function done({ memory }: Looking, entry: Entry, saved: Saved): void {
  const { id: entryId, kind, caller, input } = entry;
  if (memory.done.has(entryId)) return;
  const wanted = wantedOf(entry, saved);
  const one: Done = { entryId, kind, caller, input, saved, wanted };
  memory.done.set(entryId, one);
  memory.touched.done.push(one);
  if (QUOTE_CHANGES.includes(saved.__typename)) listIn(memory.quoteChanges, String(saved.quoteId)).push(one);
  if (SEAT_CHANGES.includes(saved.__typename)) memory.seatChanges.push(one);
  for (const receipt of wanted) memory.touched.tallies.add(tallyKey(receipt));
  for (const resource of new Set(wanted.map(({ resourceId }) => resourceId))) {
    listIn(memory.doneByResource, resource).push(one);
  }
}
