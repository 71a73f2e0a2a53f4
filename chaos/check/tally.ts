import type { Entry } from '../world.js';
import { outcomeIn, refusalIn } from './acknowledged.js';
import { ASKED_STEPS } from './effects.js';
import { type Looking, say } from './looking.js';
import { type Done, type Noted, tallyKey } from './memory.js';

/** What the product does of itself, about leads alone. */
const OF_ITSELF: readonly string[] = ['PREFLIGHT_LEAD', 'LINK_ACCOUNT', 'ROUTE_LEAD', 'ASSIGN_LEAD', 'BREACH_SLA'];

/**
 * Counts receipts against what was asked for: each answer has its receipts once, and each receipt belongs to an answer, to
 * a rule, or to what was there before the first round.
 */
export function compareTally(looking: Looking): void {
  const { memory } = looking;
  const began = beginning(looking);
  for (const key of memory.touched.tallies) {
    const receipts = memory.receipts.get(key) ?? [];
    const entries = wanting(memory.doneByResource.get(key.split(' ')[2] ?? '') ?? [], key);
    if (entries.length > receipts.length) {
      const last = entries.at(-1) as Done;
      say(
        looking,
        'acknowledged-once',
        `${key} was acknowledged ${entries.length} times, there are ${receipts.length} receipts of it`,
        last.entryId,
      );
    }
    for (const receipt of receipts.slice(entries.length)) unexplained(looking, receipt, began);
  }
  once(looking);
  refusals(looking);
}

/** Answers that want a receipt of this key, as often as they want it. */
const wanting = (entries: readonly Done[], key: string): Done[] =>
  entries.flatMap((done) => done.wanted.filter((wanted) => tallyKey(wanted) === key).map(() => done));

/** Leaves of the log that are the stage's own: all before the first ask; until the first round what no load can ask for. */
interface Beginning {
  load: number;
  rounds: number;
}

/** Counted in leaves, once each: a clock that is set back later does not make a receipt older. */
function beginning({ memory, world, tenant }: Looking): Beginning {
  const own = world.journal.filter((entry) => entry.tenantId === tenant.id);
  const leafAt = (entry: Entry | undefined): number | null => {
    if (!entry) return null;
    const at = new Date(entry.askedAt).toISOString();
    const later = [...memory.receipts.values()].flat().filter((receipt) => receipt.at >= at);
    return later.length === 0 ? null : later.reduce((least, { leafIndex }) => Math.min(least, leafIndex), Infinity);
  };
  memory.loadBegan ??= leafAt(own[0]);
  memory.roundsBegan ??= leafAt(own.find(({ round }) => round > 0));
  return { load: memory.loadBegan ?? Infinity, rounds: memory.roundsBegan ?? Infinity };
}

function unexplained(looking: Looking, receipt: Noted, began: Beginning): void {
  const { id, step, outcome, resourceId, subject, leafIndex, isBootstrap } = receipt;
  const isBefore = leafIndex < began.load || (leafIndex < began.rounds && !ASKED_STEPS.has(step));
  const isOfALead = subject.type === 'system' && OF_ITSELF.includes(step);
  const isRefusal = outcome === 'BLOCKED' && REFUSED_STEPS.includes(step);
  if (isBootstrap || isBefore || isOfALead || isRefusal) return;
  say(
    looking,
    'unasked',
    `receipt ${id} (${step} ${outcome} on ${resourceId} by ${subject.type} ${subject.id}): nobody asked for it`,
  );
}

/** What the product did of itself is about leads that somebody brought, and was done once. */
function once(looking: Looking): void {
  const { memory } = looking;
  for (const what of memory.touched.once) {
    const receipts = memory.once.get(what) ?? [];
    const [first] = receipts;
    if (!first) continue;
    const ids = receipts.map(({ id }) => id).join(', ');
    if (receipts.length > 1) say(looking, 'once', `${what} happened ${receipts.length} times: receipts ${ids}`);
    if (!isAskedFor(looking, first.resourceId))
      say(looking, 'unasked', `receipt ${ids}: ${what}, lead ${first.resourceId} was brought by nobody`);
  }
}

const isAskedFor = ({ memory }: Looking, leadId: string): boolean =>
  memory.doneByResource.get(leadId)?.some(({ kind }) => kind === 'ingestLead') ?? false;

/** Every refusal that somebody was told has its receipt; there are no more of them than tries that may have been refused. */
function refusals(looking: Looking): void {
  for (const [asked, { certain, possible }] of refusalsTold(looking)) {
    const [kind = '', caller = ''] = asked.split(' ');
    const count = doorsOf(kind).flatMap((door) => refusalsAt(looking, door, caller)).length;
    if (count >= certain && count <= possible) continue;
    const between = certain === possible ? certain : `${certain} to ${possible}`;
    const rule = count < certain ? 'acknowledged-once' : 'unasked';
    say(looking, rule, `${kind} was refused to ${caller} ${between} times, there are ${count} receipts of it`);
  }
}

/** How often each caller was told that a mutation is not for them, and how often they may have been; 0 where only receipts say so. */
function refusalsTold({ world, tenant, memory }: Looking) {
  const told = new Map<string, { certain: number; possible: number }>();
  const of = (kind: string, caller: string) => {
    const count = told.get(`${kind} ${caller}`) ?? { certain: 0, possible: 0 };
    told.set(`${kind} ${caller}`, count);
    return count;
  };
  for (const { tenantId, kind, caller, state, answers } of world.journal) {
    if (tenantId !== tenant.id) continue;
    const count = of(kind, caller);
    count.possible += Number(state === 'open');
    for (const answer of answers) {
      count.certain += Number(refusalIn(answer) !== null);
      count.possible += Number(outcomeIn(answer, kind) === null);
    }
  }
  for (const key of memory.touched.tallies) {
    const [step = '', , door = '', subject = ''] = key.split(' ');
    const kind = door.startsWith('Mutation.')
      ? door.slice('Mutation.'.length)
      : door === LEADS_DOOR
        ? 'ingestLead'
        : null;
    if (REFUSED_STEPS.includes(step) && kind) of(kind, subject.slice('user:'.length));
  }
  return told;
}

const REFUSED_STEPS = ['BLOCK_SEAT', 'REFUSE_ROLE'];
const LEADS_DOOR = '/v1/leads';

/** What the receipt of a refusal is about: the row of the rights table, the mutation, the route. */
const doorsOf = (kind: string): string[] => [kind, `Mutation.${kind}`, ...(kind === 'ingestLead' ? [LEADS_DOOR] : [])];

const refusalsAt = ({ memory }: Looking, door: string, caller: string): Noted[] =>
  REFUSED_STEPS.flatMap((step) => {
    const of = { step, outcome: 'BLOCKED', resourceId: door, subject: { type: 'user', id: caller } };
    return memory.receipts.get(tallyKey(of)) ?? [];
  });
