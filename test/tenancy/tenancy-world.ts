import { pino } from 'pino';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { bootstrapTenant, findCaller, type TenantSetup } from '../../src/entitlements/index.js';
import { receiptPort } from '../../src/evidence/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { type Clock, systemClock } from '../../src/kernel/clock.js';
import { Graph } from '../../src/kernel/graph.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import { UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { newId } from '../../src/kernel/values/ids.js';
import { type ConfigParsing, Configs, rights } from '../../src/tenancy/index.js';

/** A receipt as tests look at it. */
export interface SeenReceipt {
  step: string;
  outcome: string;
  subjectId: string;
  resourceId: string;
  business: Record<string, unknown>;
  personal: Record<string, unknown> | null;
}

// Not `AS r`: what is sorted by would be the map, which has no instant, and receipts would come in any order.
const receiptsOf = {
  name: 'test/receipts',
  mode: 'read' as const,
  text: `MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.createdAt >= ''
    OPTIONAL MATCH (r)-[:HAS_PAYLOAD]->(b:BusinessPayload)
    OPTIONAL MATCH (r)-[:HAS_PAYLOAD]->(p:PersonalPayload)
    RETURN r {.step, .outcome, .subjectId, .resourceId, business: b.content, personal: p.content} AS seen
    ORDER BY r.createdAt, r.id`,
};

/** A tenant of its own on the real graph, with two RevOps admins, and callers by their handles: use cases without a door. */
export async function tenancyWorld(setup: Partial<TenantSetup> = {}, clock: Clock = systemClock) {
  const graph = new Graph({
    uri: process.env.NEO4J_URI ?? '',
    user: process.env.NEO4J_USER ?? 'neo4j',
    password: process.env.NEO4J_PASSWORD ?? '',
    database: process.env.NEO4J_DATABASE ?? 'neo4j',
  });
  const parseConfig = revOpsConfigSchema.parse;
  const runtime: Runtime & ConfigParsing & { configs: Configs } = {
    graph,
    unitOfWork: new UnitOfWork(graph, clock, receiptPort, rights),
    clock,
    log: pino({ level: 'silent' }),
    parseConfig,
    configs: new Configs(graph, parseConfig),
  };
  const open = async (more: Partial<TenantSetup>) => {
    const opened = await bootstrapTenant(runtime, { handle: `t-${newId()}`, name: 'Acme', ...more });
    if (opened.__typename !== 'TenantBootstrapped') throw new Error(JSON.stringify(opened));
    return opened;
  };
  const { tenantId, userIds } = await open({ users: [admin('ada'), admin('bob')], ...setup });
  return {
    runtime,
    tenantId,
    userIds,
    openTenant: open,
    /** The caller whom a token of this subject names at this moment. */
    caller: (subject: string, tenant = tenantId) => callerNamed(runtime, tenant, subject),
    async receipts(tenant = tenantId): Promise<SeenReceipt[]> {
      const rows = await graph.read<object, { seen: Record<string, string> }>(receiptsOf, tenant, {});
      return rows.map(({ seen }) => ({
        ...(seen as unknown as SeenReceipt),
        business: JSON.parse(seen.business ?? 'null'),
        personal: JSON.parse(seen.personal ?? 'null'),
      }));
    },
    close: () => graph.close(),
  };
}

export type TenancyWorld = Awaited<ReturnType<typeof tenancyWorld>>;

/** A RevOps admin without a seat, whose subject is their handle. */
export const admin = (handle: string) => person(handle, { roles: ['revops_admin' as const] });

/** A user whose subject and name are their handle. */
export const person = <M extends object>(handle: string, more: M = {} as M) => ({
  handle,
  subject: handle,
  name: handle,
  ...more,
});

async function callerNamed(runtime: Runtime, tenantId: string, subject: string): Promise<Caller> {
  const request = { id: newId(), route: 'Mutation.test', method: 'GRAPHQL', ip: '192.0.2.7', userAgent: 'jest' };
  const caller = await findCaller(runtime, { type: 'user', tenantId, subject, scopes: [] }, request);
  if (!caller) throw new Error(`${subject} is nobody`);
  return caller;
}
