import { beforeAll, describe, expect, it } from '@jest/globals';
import { logVerifierKey, openLog, readCheckpoint, verifyExport } from '../../src/evidence/index.js';
import type { ExportLine } from '../../src/evidence/receipt/body.js';
import { dealOf, decide } from '../dealdesk/deal.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const other = await createWorld();
let workflowId: string;
let quoteId: string;

beforeAll(async () => {
  const deal = await dealOf(world);
  quoteId = await deal.submitted(await world.as('ae'), { discount: 2_500 });
  await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', {
    decision: 'REJECT',
    reasonCode: 'DISCOUNT_TOO_HIGH',
    comment: 'Far too much for Ms Grüße',
  });
  workflowId = `deal:${deal.opportunityId}`;
  await world.settle();
});

/** The lines that somebody gets. */
async function exported(handle: string, query = '', from = world): Promise<string[]> {
  const answer = await (await from.as(handle)).http('GET', `/v1/receipts/export${query}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  return (await answer.text()).trimEnd().split('\n');
}
const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as ExportLine);
const key = () => logVerifierKey(world.composition.logSettings, world.tenantId);

describe('an export', () => {
  it('of the whole log is the log, in its order, under its checkpoint', async () => {
    const lines = await exported('auditor');
    await world.settle();
    const checkpoint = await readCheckpoint(world.composition.logSettings, world.tenantId, lines.length);
    const report = await verifyExport(lines, { verifierKeys: [await key()], checkpoint: checkpoint ?? '' });
    expect(report).toMatchObject({ ok: true, receipts: lines.length, payloads: { withheld: 0 } });
  });

  it('of one workflow is its chain, and in the log', async () => {
    const lines = await exported('auditor', `?workflow=${workflowId}`);
    const log = openLog(`${world.url}/log/${world.tenantId}`, await world.token('auditor'));
    const report = await verifyExport(lines, { verifierKeys: [await key()], log });
    expect(report).toMatchObject({ ok: true, workflows: 1 });
    expect(parsed(lines).map(({ body }) => body.workflow_step)).toEqual([
      'CREATE_OPPORTUNITY',
      'CREATE_QUOTE',
      'SUBMIT_QUOTE',
      'EVALUATE_QUOTE',
      'DECIDE_APPROVAL',
    ]);
  });

  it('of a resource holds every chain that it occurs in, whole', async () => {
    const lines = await exported('auditor', `?resource=${quoteId}`);
    expect(await verifyExport(lines)).toMatchObject({ ok: true, workflows: 1 });
    expect(lines).toEqual(await exported('auditor', `?workflow=${workflowId}`));
  });

  it('withholds what people wrote from those who may not see it, and still verifies', async () => {
    const [full, partial] = [
      await exported('auditor', `?workflow=${workflowId}`),
      await exported('ae', `?workflow=${workflowId}`),
    ];
    const commented = (lines: string[]) => parsed(lines).find(({ body }) => body.workflow_step === 'DECIDE_APPROVAL');
    expect(commented(full)?.personal).toEqual({ comment: 'Far too much for Ms Grüße' });
    expect(commented(partial)).toMatchObject({ personal: null, personal_salt: null, business: { decision: 'REJECT' } });
    expect(partial.join()).not.toContain('Grüße');
    const report = await verifyExport(partial);
    expect(report.ok).toBe(true);
    expect(report.payloads.withheld).toBeGreaterThan(0);
  });

  it('withholds what admin chains hold from those who administer nothing', async () => {
    const admin = (lines: string[]) => parsed(lines).filter(({ body }) => body.workflow_kind === 'admin');
    expect(admin(await exported('ae')).every(({ business }) => business === null)).toBe(true);
    expect(admin(await exported('auditor')).some(({ business }) => business !== null)).toBe(true);
  });

  it('leaves a receipt in the chain of whoever made it', async () => {
    await exported('finance', `?workflow=${workflowId}`);
    const [left] = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'EXPORT_RECEIPTS'})-[:HAS_PAYLOAD]->(p:BusinessPayload)
       WHERE r.createdAt > '' AND r.subjectId = $id
       RETURN r.workflowId AS workflow, r.resourceId AS resource, p.content AS business`,
      { id: world.id('finance') },
    );
    expect(left.workflow).toBe(`activity:${world.id('finance')}:2026-03-04`);
    expect([left.resource, JSON.parse(left.business)]).toEqual([
      workflowId,
      expect.objectContaining({ selection: { workflowId }, personal_payloads: false }),
    ]);
  });

  it.each([['?workflow=deal:nothing'], ['?resource=nothing']])(
    'of what is not there (%s) is not found',
    async (query) => {
      expect((await (await world.as('auditor')).http('GET', `/v1/receipts/export${query}`)).status).toBe(404);
    },
  );

  it('asked for in two ways at once is refused in one sentence', async () => {
    const answer = await (await world.as('auditor')).http('GET', '/v1/receipts/export?workflow=a&resource=b');
    expect([answer.status, ((await answer.json()) as { error: object }).error]).toEqual([
      400,
      expect.objectContaining({ message: 'workflow and resource cannot be combined; take one of them.' }),
    ]);
  });
});

describe("another tenant's receipts", () => {
  it('look like not there, whichever way they are asked for', async () => {
    const stranger = await other.as('auditor');
    const [receipt] = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflowId, workflowSeq: 4}) RETURN r.id AS id, r.subjectId AS subject`,
      { workflowId },
    );
    const [decision] = await world.cypher(
      'MATCH (d:PolicyDecision {tenantId: $tenantId, resourceId: $quoteId}) WHERE d.createdAt > "" RETURN d.id AS id',
      { quoteId },
    );
    const asked = await stranger.ask(
      `query($id: ID!, $decision: ID!, $workflowId: ID!, $quoteId: ID!, $subject: ID!) {
        receipt(id: $id) { id } policyDecision(id: $decision) { id } verifyWorkflow(workflowId: $workflowId) { ok }
        byWorkflow: receipts(workflowId: $workflowId) { edges { node { id } } }
        byResource: receipts(resourceId: $quoteId) { edges { node { id } } }
        bySubject: receipts(subjectId: $subject) { edges { node { id } } }
      }`,
      { id: receipt.id, decision: decision.id, workflowId, quoteId, subject: receipt.subject },
    );
    const none = { edges: [] };
    expect(asked).toEqual({
      receipt: null,
      policyDecision: null,
      verifyWorkflow: null,
      byWorkflow: none,
      byResource: none,
      bySubject: none,
    });
    for (const query of [`?workflow=${workflowId}`, `?resource=${quoteId}`]) {
      expect((await stranger.http('GET', `/v1/receipts/export${query}`)).status).toBe(404);
    }
  });
});
