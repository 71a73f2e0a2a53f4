import {
  payloadsFindToRemove,
  payloadsRemove,
  receiptsListToCompact,
  retentionLock,
  retentionProgressFind,
  retentionProgressMark,
} from '../../../cypher/generated/evidence.js';
import type { CompactableReceipt, CompactionProgress, RemovablePayloads } from '../../../cypher/rows.js';
import { systemCaller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { DefectError } from '../../kernel/errors.js';
import type { Outcome } from '../../kernel/outcomes.js';
import { type WorkflowKind, workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { type Instant, instantOf, utcDay } from '../../kernel/values/instants.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { PAYLOAD_KINDS } from '../receipt/stored.js';
import { rangesOf } from './leaf-ranges.js';
import { type HoldInForce, holdOn } from './legal-hold.js';

const DAY_MS = 86_400_000;
/** Receipts read at a time; payloads of as many leave in one transaction at most. */
const PAGE = 500;
/** Receipts that are passed over before it is noted: a later run begins behind them. */
const MOST_PASSED = 10_000;
/** What tells of removals stays: without it nobody could say whether a payload is gone by right. */
const KEPT_STEPS: readonly string[] = ['COMPACT_PAYLOADS', 'ERASE_PERSON'];

/** For how many days payloads are kept, by the kind of their chain. */
export interface PayloadTerms {
  longPayloadDays: number;
  shortPayloadDays: number;
}

/** The two rules, by the names that RevOpsConfig has for them. */
const RULES: readonly Rule[] = [
  {
    name: 'short_payload_days',
    kinds: ['activity', 'batch'],
    days: (terms) => terms.shortPayloadDays,
    progress: 'short',
  },
  {
    name: 'long_payload_days',
    kinds: ['lead', 'deal', 'admin'],
    days: (terms) => terms.longPayloadDays,
    progress: 'long',
  },
];

interface Rule {
  name: string;
  kinds: readonly WorkflowKind[];
  days(terms: PayloadTerms): number;
  progress: 'short' | 'long';
}

/** What a run came to: payloads that left, and receipts whose payloads a legal hold kept. */
export interface Compacted extends Record<string, number> {
  payloads: number;
  held: number;
}

interface PayloadsCompacted extends Outcome {
  __typename: 'PayloadsCompacted';
  payloads: number;
  held: number;
}

type CompactionRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock'>;

/**
 * Deletes payloads, with their salts, of sealed receipts whose time is up; the receipts stay, and so do chain, log and proofs. Each
 * transaction reads the legal holds behind the tenant's lock and leaves the receipt of what it took, so a run may end anywhere and run
 * twice at once. What is not sealed is looked at again by the next run.
 */
export async function compactPayloads(
  runtime: CompactionRuntime,
  tenantId: string,
  terms: PayloadTerms,
): Promise<Compacted> {
  const total: Compacted = { payloads: 0, held: 0 };
  for (const rule of RULES) {
    const days = rule.days(terms);
    const under = { rule, days, until: instantOf(runtime.clock.now() - days * DAY_MS) };
    const walk = await Walk.from(runtime, tenantId, under);
    for (let batch = await walk.next(); batch; batch = await walk.next()) {
      const done = await removeBatch(runtime, tenantId, under, batch);
      if (done.__typename === 'IdempotencyConflict') throw new DefectError('A compaction without a key had one');
      total.payloads += done.payloads;
      total.held += done.held;
    }
  }
  return total;
}

interface Under {
  rule: Rule;
  days: number;
  /** Receipts from before it. */
  until: Instant;
}

interface Place {
  at: string;
  id: string;
}

/** Receipts whose payloads may leave together, and how far the walk came with them. */
interface Batch {
  ids: string[];
  through: Place;
  /** What was noted when the walk set out for it. */
  noted: Place;
}

/** Goes through a tenant's receipts, oldest first, from where the run before came to. */
class Walk {
  #hasMore = true;
  #unsealed: Place | null = null;
  #noted: Place;

  private constructor(
    private readonly graph: Runtime['graph'],
    private readonly tenantId: string,
    private readonly under: Under,
    private place: Place,
  ) {
    this.#noted = place;
  }

  static async from({ graph }: CompactionRuntime, tenantId: string, under: Under): Promise<Walk> {
    const [known] = await graph.read(retentionProgressFind, tenantId, {});
    return new Walk(graph, tenantId, under, placeIn(known, under.rule));
  }

  /** The next batch; null at the end, when too few were passed over to be noted. */
  async next(): Promise<Batch | null> {
    const ids: string[] = [];
    for (let passed = 0; this.#hasMore && ids.length === 0 && passed < MOST_PASSED; passed += PAGE) {
      const { at: afterAt, id: afterId } = this.place;
      const place = { afterAt, afterId, until: this.under.until, most: PAGE };
      const page = await this.graph.read(receiptsListToCompact, this.tenantId, place);
      for (const row of page) this.#pass(row, ids);
      this.#hasMore = page.length === PAGE;
    }
    if (ids.length === 0 && !this.#hasMore) return null;
    const batch = { ids, through: this.#unsealed ?? this.place, noted: this.#noted };
    this.#noted = batch.through;
    return batch;
  }

  #pass({ id, at, kind, step, leafIndex, hasPayload }: CompactableReceipt, ids: string[]): void {
    const mayLeave = hasPayload && this.under.rule.kinds.includes(kind as WorkflowKind) && !KEPT_STEPS.includes(step);
    if (mayLeave && leafIndex !== null) ids.push(id);
    if (mayLeave && leafIndex === null) this.#unsealed ??= this.place;
    this.place = { at, id };
  }
}

const placeIn = (known: CompactionProgress | undefined, { progress }: Rule): Place => ({
  at: known?.[`${progress}At`] ?? '',
  id: known?.[`${progress}Id`] ?? '',
});

async function removeBatch({ unitOfWork, clock }: CompactionRuntime, tenantId: string, under: Under, batch: Batch) {
  const chain = { id: workflowId('batch', `compaction:${utcDay(instantNow(clock))}`), kind: 'batch' };
  const spec = { caller: systemCaller(tenantId, 'compaction'), action: 'compactPayloads', command: batch };
  return unitOfWork.write<PayloadsCompacted>(spec, async (step) => {
    const locked = await step.lock(retentionLock, { heads: [chain] });
    if (!locked) throw new DefectError('The retention of a tenant could not be locked');
    const found = await step.read(payloadsFindToRemove, { ids: batch.ids });
    const { leaving, held } = apart(found, locked.holds);
    // Who lifted a hold meanwhile had compaction begin anew: that stands.
    const [known] = await step.read(retentionProgressFind, {});
    const { at, id } = placeIn(known, under.rule);
    const isNoted = at === batch.noted.at && id === batch.noted.id;
    return write(step, chain.id, under, { ...batch, leaving, held, isNoted });
  });
}

/** What may leave, and how many receipts each scope of holds keeps. */
function apart(found: readonly RemovablePayloads[], holds: readonly HoldInForce[]) {
  const held: Record<string, number> = {};
  const leaving = found.filter((row) => {
    const scope = holdOn(holds, row);
    if (scope) held[scope] = (held[scope] ?? 0) + 1;
    return !scope && (row.business || row.personal);
  });
  return { leaving, held };
}

interface Removing extends Batch {
  leaving: readonly RemovablePayloads[];
  held: Record<string, number>;
  /** Whether nobody has noted anything else since. */
  isNoted: boolean;
}

function write(step: WriteStep, workflow: string, under: Under, removing: Removing): PayloadsCompacted {
  const { rule, days, until } = under;
  const { leaving, held, through, isNoted } = removing;
  const [business, personal] = PAYLOAD_KINDS.map((kind) => leaving.filter((row) => row[kind]));
  const ids = (rows: readonly RemovablePayloads[] = []) => rows.map(({ id }) => id);
  const ranges = (rows: readonly RemovablePayloads[] = []) =>
    rangesOf(rows.flatMap(({ leafIndex }) => (leafIndex === null ? [] : [leafIndex])));
  const marks = leaving.map((row) => ({ id: row.id, payloads: PAYLOAD_KINDS.filter((kind) => row[kind]) }));
  step.write(payloadsRemove, { business: ids(business), personal: ids(personal), marks });
  const progress = { [`${rule.progress}At`]: through.at, [`${rule.progress}Id`]: through.id };
  if (isNoted) step.write(retentionProgressMark, { progress });
  step.receipt({
    workflow,
    step: 'COMPACT_PAYLOADS',
    outcome: 'ALLOWED',
    resource: { type: 'Log', id: step.tenantId, version: null },
    business: {
      ...{ rule: rule.name, days, until, held },
      payloads: { business: business?.length ?? 0, personal: personal?.length ?? 0 },
      removed: { business: ranges(business), personal: ranges(personal) },
    },
  });
  const payloads = (business?.length ?? 0) + (personal?.length ?? 0);
  return { __typename: 'PayloadsCompacted', payloads, held: Object.values(held).reduce((sum, n) => sum + n, 0) };
}
