import { z } from 'zod';
import { headsLock } from '../../cypher/generated/evidence.js';
import { dealsPage, forecastRunInsert, scenarioFind } from '../../cypher/generated/planning.js';
import type { ForecastDealRow, ForecastRunRow } from '../../cypher/rows.js';
import type { SegmentFacts } from '../../policy/config-facts.js';
import { segmentOfAmount } from '../../policy/segment-of-amount.js';
import { crmSettings } from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import { fields, zoneOf } from '../tenancy/index.js';
import { dayIn } from './calendar.js';
import type { DealFact } from './deal-history.js';
import { FORECAST_MODES, forecastOf } from './forecast.js';
import type { PlanningRuntime } from './runtime.js';
import { eventOf, scenarioOf } from './scenario.js';

/** Deals read at a time. */
const PAGE = 5_000;
/** A tenant with more deals is told so: a forecast of all of them would not be made while somebody waits. */
const MOST_DEALS = 500_000;
/** Of a deal of which neither its amount nor what its account is worth is known. */
const UNKNOWN = 'unknown';

const command = z
  .strictObject({
    mode: z.enum(FORECAST_MODES),
    scenarioId: fields.id.nullish(),
    idempotencyKey: fields.idempotencyKey,
  })
  .refine(({ mode, scenarioId }) => mode === 'EMPIRICAL' || scenarioId, {
    path: ['scenarioId'],
    message: 'is needed: SCOPE_BASED reckons with the rates that a scenario states',
  });

export interface ForecastMade extends Outcome {
  __typename: 'ForecastMade';
  runId: string;
}

/**
 * Forecasts what the open deals come to, by month and segment, against the scenario's capacity, and keeps it; R0's
 * `forecast_run`. Deals are read before the write: a forecast is of the moment in which it was asked for.
 */
export async function runForecast(
  runtime: PlanningRuntime,
  caller: Caller,
  input: unknown,
): Promise<ForecastMade | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...wanted } = parsed.command;
  await runtime.unitOfWork.authorize(caller, 'runForecast');
  const made = await forecast(runtime, caller, wanted);
  if ('__typename' in made) return made;
  const metadata = { mode: wanted.mode, ...(wanted.scenarioId ? { scenarioId: wanted.scenarioId } : {}) };
  const spec = { caller, action: 'runForecast', command: wanted, idempotencyKey };
  return runtime.unitOfWork.write<ForecastMade | SharedOutcome>(spec, async (step) => {
    const chain = workflowId('admin', made.id);
    const locked = await step.lock(headsLock, { heads: [{ id: chain, kind: 'admin' }] });
    if (!locked) return notFound('tenant');
    const run = { ...made, createdAt: step.now };
    step.write(forecastRunInsert, { run });
    step.receipt({
      workflow: chain,
      step: 'RUN_FORECAST',
      outcome: 'ALLOWED',
      resource: { type: 'ForecastRun', id: run.id, version: 1 },
      business: {
        ...eventOf(step, 'RUN_FORECAST', metadata),
        snapshot: [{ type: 'ForecastRun', ...run }],
      },
    });
    return { __typename: 'ForecastMade', runId: run.id };
  });
}

async function forecast(
  runtime: PlanningRuntime,
  { tenantId, id: ranBy }: Caller,
  { mode, scenarioId }: { mode: (typeof FORECAST_MODES)[number]; scenarioId?: string | null | undefined },
): Promise<Omit<ForecastRunRow, 'createdAt'> | SharedOutcome> {
  const [found] = scenarioId ? await runtime.graph.read(scenarioFind, tenantId, { scenarioId }) : [];
  if (scenarioId && !found) return notFound('scenario');
  const scenario = found ? scenarioOf(found.scenario) : null;
  if (mode === 'SCOPE_BASED' && scenario?.rates.length === 0) {
    return invalidInput({ path: 'scenarioId', message: 'names a scenario that states no rates; give it some first' });
  }
  const { currency } = await crmSettings(runtime, tenantId);
  const active = await runtime.configs.active(tenantId);
  const read = await readDeals(runtime, tenantId, currency, active?.config.facts.segments ?? []);
  if (!read) return invalidInput({ path: 'mode', message: `more than ${MOST_DEALS} deals are not forecast at once` });
  const asOf = dayIn(instantNow(runtime.clock), await zoneOf(runtime, tenantId));
  const result = forecastOf(read.deals, {
    mode,
    today: asOf,
    rates: scenario?.rates ?? [],
    lines: found?.lines ?? [],
    tokensPerDeal: scenario?.planningMode === 'TOKENS' ? scenario.tokensPerDeal : null,
    otherCurrency: read.otherCurrency,
  });
  const named = { id: newId(), version: 1, ranBy, mode, scenarioId: scenarioId ?? '', asOf, currency };
  return { ...named, result: JSON.stringify(result) };
}

/** All deals in the tenant's currency, and how many open ones are in another; null when there are too many. */
async function readDeals(
  { graph }: PlanningRuntime,
  tenantId: string,
  currency: string,
  segments: readonly SegmentFacts[],
): Promise<{ deals: DealFact[]; otherCurrency: number } | null> {
  const deals: DealFact[] = [];
  let otherCurrency = 0;
  for (let after = ''; ; ) {
    const page: ForecastDealRow[] = await graph.read(dealsPage, tenantId, { after, most: PAGE });
    for (const { id: _, accountArrMinor, currency: own, ...deal } of page) {
      const segment = segmentOfAmount(segments, accountArrMinor ?? deal.amountMinor) ?? UNKNOWN;
      if (own === currency) deals.push({ ...deal, status: deal.status as DealFact['status'], segment });
      else if (deal.status === 'open') otherCurrency++;
    }
    if (page.length < PAGE) return { deals, otherCurrency };
    if (deals.length >= MOST_DEALS) return null;
    after = page.at(-1)?.id ?? after;
  }
}
