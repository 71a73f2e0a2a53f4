import { type Looking, say } from './looking.js';
import type { Noted } from './memory.js';

/** Who is told of every sealed receipt. */
export const LISTENERS = ['feed', 'lead-routing'] as const;
/** Who routes a lead when its receipt is announced, and what the key of doing so is claimed for. */
const ROUTER = 'on-lead-ingested';
const ROUTER_SCOPE = `system:${ROUTER}:routeLead`;

/** Every receipt that was announced had its effect, once: a lead that came in was decided on, one that was pooled got its turn. */
export async function compareJobs(looking: Looking): Promise<void> {
  const { look, tenant, memory } = looking;
  const told = await look.rows<{ listener: string; through: number }>(
    'MATCH (a:Announcement {tenantId: $tenantId}) RETURN a.listener AS listener, a.through AS through',
    { tenantId: tenant.id },
  );
  for (const listener of LISTENERS) {
    const through = told.find((one) => one.listener === listener)?.through ?? 0;
    if (through !== memory.tree.size)
      say(looking, 'jobs', `${listener} was told of ${through} receipts of ${memory.tree.size}`);
  }
  const routed: { receipt: Noted; by: Noted }[] = [];
  for (const leadId of memory.touched.leads) {
    const { came, decided, waiting, turn } = stepsOf(looking, leadId);
    if (came && !decided)
      say(looking, 'jobs', `lead ${leadId}: receipt ${came.id} was announced, the lead was never decided on`);
    if (waiting && !turn)
      say(looking, 'jobs', `lead ${leadId}: receipt ${waiting.id} was announced, the pool gave no turn`);
    if (turn && !waiting)
      say(looking, 'jobs', `lead ${leadId}: receipt ${turn.id} is a turn that the lead did not wait for`);
    if (came && decided) routed.push({ receipt: came, by: decided });
  }
  await compareClaims(looking, routed);
  comparePools(looking);
}

function stepsOf({ memory }: Looking, leadId: string) {
  const receipts = memory.leadReceipts.get(leadId) ?? [];
  const of = (step: string, outcome?: string) =>
    receipts.find((one) => one.step === step && (outcome === undefined || one.outcome === outcome));
  return {
    came: of('INGEST_LEAD', 'ALLOWED'),
    decided: of('PREFLIGHT_LEAD', 'DENIED') ?? of('ROUTE_LEAD'),
    waiting: receipts.find(({ waits }) => waits),
    turn: of('ASSIGN_LEAD'),
  };
}

/** What the job did, and not the sweep after it, stands under the key of the receipt that asked for it. */
async function compareClaims(looking: Looking, routed: { receipt: Noted; by: Noted }[]): Promise<void> {
  const { look, tenant } = looking;
  const byJob = routed.filter(({ by }) => by.subject.id === ROUTER);
  const rows = await look.rowsOf<{ key: string; answer: string | null }>(
    `UNWIND $items AS key MATCH (k:IdempotencyKey {tenantId: $tenantId, scope: '${ROUTER_SCOPE}', key: key})
     RETURN key, k.answer AS answer`,
    tenant.id,
    byJob.map(({ receipt }) => receipt.id),
  );
  const answers = new Map(rows.map(({ key, answer }) => [key, answer]));
  for (const { receipt, by } of byJob) {
    const answer = answers.get(receipt.id);
    const said = answer ? (JSON.parse(answer) as { leadId?: string }).leadId : undefined;
    if (said !== receipt.resourceId) {
      say(
        looking,
        'jobs',
        `lead ${receipt.resourceId} was routed (receipt ${by.id}), the key of receipt ${receipt.id} holds ${answer ?? 'nothing'}`,
      );
    }
  }
}

/** Turns that were taken twice, or from a state that was overwritten, do not add up. Members who come back level are not recounted. */
function comparePools(looking: Looking): void {
  const { memory, tenant } = looking;
  if (/catch_up|team_average/.test(tenant.revOpsConfig)) return;
  for (const { label, properties } of memory.told.nodes.values()) {
    if (label !== 'RoutingPool' || !properties.state) continue;
    const { name, state } = properties as { name: string; state: string };
    for (const what of memory.turns.problems(name, state)) say(looking, 'turns', what);
  }
}
