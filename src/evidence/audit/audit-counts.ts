import { auditEventsCount, auditReceiptsCount } from '../../../cypher/generated/evidence.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import { roleHoldings, usersById } from '../../tenancy/index.js';
import { ADMIN_ROLES, type AuditActor } from './audit-actors.js';
import { type AuditResult, resultOf } from './audit-record.js';
import { SECURITY_EVENT_TYPES } from './security-events.js';

/** How often a type of event, or a result, or somebody stands in a period's audit events. */
export interface AuditCounts {
  total: number;
  failures: number;
  securityEvents: number;
  /** Each most first. */
  byEventType: { eventType: string; count: number }[];
  byResult: { result: AuditResult; count: number }[];
  /** Visitors together, and those behind the first thousand of a kind too: without an id. */
  byActor: { actorType: AuditActor; actorId: string | null; count: number }[];
  /** Receipts of the period, how many are not in the log yet, and the last that is; null: none is. */
  receipts: number;
  unsealed: number;
  lastLeaf: number | null;
}

interface Counted {
  eventType: string;
  result: AuditResult;
  actorType: AuditActor;
  actorId: string | null;
  count: number;
}

/** Actors that are told one by one. */
const MOST_ACTORS = 1_000;

/** Counts a tenant's audit events of a period, half open, in the database. */
export async function countAuditEvents(
  runtime: Pick<Runtime, 'graph'>,
  tenantId: string,
  { from, to }: { from: Instant; to: Instant },
): Promise<AuditCounts> {
  const { graph } = runtime;
  const admins = await roleHoldings(runtime, tenantId, ADMIN_ROLES);
  const [receipts, reported] = await Promise.all([
    graph.read(auditReceiptsCount, tenantId, { from, to, admins }),
    graph.read(auditEventsCount, tenantId, { from, to }),
  ]);
  const ids = [
    ...new Set(receipts.flatMap(({ subjectType, subjectId }) => (subjectType === 'user' ? [subjectId] : []))),
  ];
  const own = new Set(ids.length > 0 ? (await usersById(runtime, tenantId, ids)).map(({ id }) => id) : []);
  const counted: Counted[] = [
    ...receipts.map(({ step, outcome, subjectType, subjectId, isAdmin, receipts: count }) => ({
      ...{ eventType: step, result: resultOf(outcome), actorId: subjectId, count },
      actorType: actorTypeOf(subjectType, isAdmin || !own.has(subjectId)),
    })),
    ...reported.map(({ events: count, result, actorType, ...event }) => ({
      ...{ ...event, count, result: result as AuditResult, actorType: actorType as AuditActor },
    })),
  ];
  const sealed = sum(receipts.map(({ sealed }) => sealed));
  const inAll = sum(receipts.map(({ receipts }) => receipts));
  const leaves = receipts.flatMap(({ lastLeaf }) => (lastLeaf === null ? [] : [lastLeaf]));
  return {
    ...foldCounts(counted),
    receipts: inAll,
    unsealed: inAll - sealed,
    lastLeaf: leaves.length > 0 ? leaves.reduce((a, b) => Math.max(a, b)) : null,
  };
}

const actorTypeOf = (subjectType: string, isAdmin: boolean): AuditActor => {
  if (subjectType === 'system' || subjectType === 'visitor') return subjectType;
  return subjectType === 'user' && isAdmin ? 'admin' : 'tenant';
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function foldCounts(counted: readonly Counted[]) {
  const totalOf = (rows: readonly Counted[]) => sum(rows.map(({ count }) => count));
  const actors = grouped(counted, ({ actorType, actorId }) => ({ actorType, actorId }));
  const apart = actors.slice(0, MOST_ACTORS);
  const rest = grouped(actors.slice(MOST_ACTORS), ({ actorType }) => ({ actorType, actorId: null }));
  return {
    total: totalOf(counted),
    failures: totalOf(counted.filter(({ result }) => result === 'failure')),
    securityEvents: totalOf(counted.filter(({ eventType }) => SECURITY_EVENT_TYPES.includes(eventType))),
    byEventType: grouped(counted, ({ eventType }) => ({ eventType })),
    byResult: grouped(counted, ({ result }) => ({ result })),
    byActor: grouped([...apart, ...rest], ({ actorType, actorId }) => ({ actorType, actorId })),
  };
}

/** Counts of rows that have something in common, most first; what is equal stands in the order of its names. */
function grouped<R extends { count: number }, K extends object>(rows: readonly R[], of: (row: R) => K) {
  const groups = new Map<string, K & { count: number }>();
  for (const row of rows) {
    const key = of(row);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { ...key, count: 0 };
    group.count += row.count;
    groups.set(name, group);
  }
  return [...groups]
    .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1))
    .map(([, group]) => group);
}
