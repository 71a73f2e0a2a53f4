import {
  correctionsList,
  hoursMarkAgreed,
  monthsMarkAgreed,
  reconciliationFindLast,
  reconciliationInsert,
  reconciliationLock,
  reconciliationsList,
} from '../../cypher/generated/usage.js';
import type { AgreedHour, AgreedMonth, ReconciliationRow } from '../../cypher/rows.js';
import {
  type Quotas,
  type SettlingRuntime,
  settleAllQuotas,
  type TellingRuntime,
  tellQuotas,
} from '../entitlements/index.js';
import { systemCaller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { type Configs, forEveryTenant } from '../tenancy/index.js';
import { reconcileBuckets } from './reconcile-buckets.js';
import { reconcileMonths } from './reconcile-months.js';
import { type Correction, contentOf, LAST, type ReconciliationContent, reconciliationChain } from './reconciliation.js';
import type { ReconciliationFigures } from './reconciliation-figures.js';
import type { Moved } from './rollup/compare-buckets.js';

/** Corrections of each store that a run's record names; their receipts have all of them. */
const MOST_NAMED = 500;
const CORRECTING = ['CORRECT_QUOTA', 'CORRECT_USAGE', 'CORRECT_USAGE_BUCKET'];
/** Runs whose records are looked at for what was told already. */
const RUNS = 20;
/** How far before the last run corrections are looked for: those of others may have been told a little later than it ended. */
const OVERLAP_MS = 600_000;

/** What reconciliation needs. */
export type ReconcilingRuntime = Pick<Runtime, 'graph' | 'unitOfWork' | 'clock' | 'log'> &
  SettlingRuntime &
  TellingRuntime & { configs: Configs; quotas: Quotas; reconciliationFigures: ReconciliationFigures };

/** How many counters of a tenant were compared, and made good. */
export interface UsageReconciled extends Outcome {
  __typename: 'UsageReconciled';
  reconciliationId: string;
  checked: number;
  corrected: number;
}

/**
 * Compares a tenant's counters with what they count: months with their events and receipts, quotas in Redis with what was counted beside
 * them and where they stood. Each correction is made and told by itself, so that a run may end anywhere and be run again; the last
 * step records what was found since the run before. Throws UNAVAILABLE while Redis is away.
 */
export async function reconcileUsage(runtime: ReconcilingRuntime, tenantId: string): Promise<UsageReconciled> {
  const startedAt = instantOf(runtime.clock.now());
  const [last] = await runtime.graph.read(reconciliationFindLast, tenantId, {});
  const months = await reconcileMonths(runtime, tenantId);
  const buckets = await reconcileBuckets(runtime, tenantId);
  const quotas = await runtime.quotas.reconcile(tenantId, last ? contentOf(last.run).readings : []);
  // Also what a run left untold that was killed.
  await tellQuotas(runtime, tenantId);
  const figures = {
    ...{ monthsChecked: months.checked, quotasChecked: quotas.checked },
    ...{ graphDrift: months.drift, redisDrift: quotas.drift },
    ...{ bucketsChecked: buckets.checked, bucketDrift: buckets.drift },
  };
  const { readings } = quotas;
  const agreed = { months: months.agreed, hours: buckets.agreed };
  const recorded = await record(runtime, { tenantId, startedAt, figures }, { readings, agreed });
  runtime.reconciliationFigures.add(
    tenantId,
    { graph: months.drift, redis: quotas.drift, buckets: buckets.drift },
    { graph: months.corrected, redis: quotas.corrected, buckets: buckets.corrected },
  );
  return recorded;
}

/** Reconciles all tenants, one after the other. One tenant's failure stops no other. `isDue` narrows it to some. */
export async function reconcileAllUsage(
  runtime: ReconcilingRuntime,
  isDue: (tenantId: string) => Promise<boolean> = async () => true,
): Promise<{ checked: number; corrected: number; tenants: number; failed: number }> {
  await settleAllQuotas(runtime);
  return forEveryTenant(
    runtime,
    { checked: 0, corrected: 0 },
    "a tenant's counters were not reconciled; they come round again",
    async (tenantId) => {
      if (!(await isDue(tenantId))) return { checked: 0, corrected: 0 };
      const { checked, corrected } = await reconcileUsage(runtime, tenantId);
      return { checked, corrected };
    },
  );
}

type Figures = Pick<ReconciliationRow, 'monthsChecked' | 'quotasChecked' | 'graphDrift' | 'redisDrift'> &
  Record<'bucketsChecked' | 'bucketDrift', number>;

/** What was found to be what it counts, to be noted with the run. */
interface Agreed {
  months: AgreedMonth[];
  hours: AgreedHour[];
}

/** Records a run, with every correction that was told since the run before, by whichever process. */
async function record(
  { unitOfWork, clock }: ReconcilingRuntime,
  { tenantId, startedAt, figures }: { tenantId: string; startedAt: Instant; figures: Figures },
  { readings, agreed }: Pick<ReconciliationContent, 'readings'> & { agreed: Agreed },
): Promise<UsageReconciled> {
  const id = newId();
  const chain = reconciliationChain(instantOf(clock.now()));
  const spec = { caller: systemCaller(tenantId, 'reconciliation'), action: 'reconcileUsage', command: { id } };
  const done = await unitOfWork.write<UsageReconciled>(spec, async (step) => {
    const locked = await step.lock(reconciliationLock, { heads: [chain] });
    if (!locked) throw new DefectError('A reconciliation could not be locked');
    const corrections = await correctionsSince(step, locked.last);
    const content: ReconciliationContent = { corrections, readings };
    const run: ReconciliationRow = {
      ...{ id, createdAt: step.now, version: 1, startedAt, ...figures, corrected: corrections.length },
      content: JSON.stringify(content),
    };
    step.write(reconciliationInsert, { run });
    if (agreed.months.length > 0) step.write(monthsMarkAgreed, { months: agreed.months });
    if (agreed.hours.length > 0) step.write(hoursMarkAgreed, { hours: agreed.hours });
    step.receipt({
      workflow: chain.id,
      step: 'RECONCILE_USAGE',
      outcome: 'ALLOWED',
      resource: { type: 'Reconciliation', id, version: 1 },
      business: {
        ...{ months_checked: figures.monthsChecked, quotas_checked: figures.quotasChecked },
        ...{ buckets_checked: figures.bucketsChecked, corrected: corrections.length },
        ...{ graph_drift: figures.graphDrift, redis_drift: figures.redisDrift, bucket_drift: figures.bucketDrift },
        snapshot: [{ type: 'Reconciliation', ...run }],
      },
    });
    const checked = figures.monthsChecked + figures.quotasChecked + figures.bucketsChecked;
    return { __typename: 'UsageReconciled', reconciliationId: id, checked, corrected: corrections.length };
  });
  if (done.__typename !== 'UsageReconciled') throw new DefectError('A reconciliation met the key of another');
  return done;
}

/** Corrections that were told and are in no run's record yet, in the order of their receipts. */
async function correctionsSince(step: WriteStep, last: ReconciliationRow | null): Promise<Correction[]> {
  const after = last ? instantOf(epochMs(last.createdAt) - OVERLAP_MS) : '';
  const runs = last ? await step.read(reconciliationsList, { before: LAST, beforeId: '', most: RUNS }) : [];
  const told = new Set(runs.flatMap(({ run }) => contentOf(run).corrections.map(({ receiptId }) => receiptId)));
  const place = { steps: CORRECTING, after, until: step.now, most: MOST_NAMED };
  const rows = await step.read(correctionsList, place);
  return rows
    .filter(({ id }) => !told.has(id))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .flatMap(({ id, step: name, business }) => correctionsOf(id, name, business))
    .slice(0, CORRECTING.length * MOST_NAMED);
}

/** What the receipt of a correction says; that of a bucket names each of its figures. */
function correctionsOf(receiptId: string, step: string, business: string | null): Correction[] {
  const told = JSON.parse(business ?? '{}') as Record<string, string & number> & { moved?: Moved[] };
  const reason = (told.reason ?? 'NOT_WHAT_IT_COUNTS') as Correction['reason'];
  if (step === 'CORRECT_USAGE_BUCKET') {
    const about = {
      receiptId,
      store: 'buckets' as const,
      subject: told.workspace_id || null,
      window: told.start ?? null,
    };
    const moved = told.moved?.length ? told.moved : [{ figure: '', before: 0, after: 0 }];
    return moved.map(({ figure, before, after }) => ({
      ...{ ...about, counter: `${told.grain} ${figure}`.trim() },
      ...{ before, after, difference: after - before, reason },
    }));
  }
  const isMonth = step === 'CORRECT_USAGE';
  return [
    {
      receiptId,
      store: isMonth ? 'graph' : 'redis',
      counter: told.counter ?? '',
      subject: (isMonth ? told.workspace_id : told.subject) || null,
      window: (isMonth ? told.month : told.window_end) ?? null,
      ...{ before: told.before ?? 0, after: told.after ?? 0, difference: told.difference ?? 0, reason },
    },
  ];
}
