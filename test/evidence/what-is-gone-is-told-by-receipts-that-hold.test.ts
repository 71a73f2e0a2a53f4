import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { verifyState, verifyWorkflow } from '../../src/evidence/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';
import { allReceipts, chainNamed, deletePayload, leaveReceipts } from './chains.js';

const world = await createWorld();
const { composition, tenantId } = world;

/** What somebody would add by hand who has the database's password, so that every payload looked removed under a rule. */
function forged(template: string, more: object = {}) {
  const content = JSON.stringify({ removed: { business: [[0, 99_999]], personal: [] } });
  const salt = '0'.repeat(32);
  const committed = createHash('sha256').update(Buffer.from(salt, 'hex')).update(content).digest('hex');
  const told = { ...JSON.parse(template), workflow_step: 'COMPACT_PAYLOADS', business_commitment: committed, ...more };
  return { id: told.id as string, body: JSON.stringify(told), content, salt };
}

/** The body of a real receipt, whose keys stand in canonical order. */
async function template(): Promise<string> {
  const [row] = await world.cypher<{ body: string }>(
    'MATCH (r:Receipt {tenantId: $tenantId, workflowId: $chain, workflowSeq: 1}) RETURN r.body AS body',
    { chain: chainNamed('victim') },
  );
  return row?.body ?? '';
}

const verified = () => verifyWorkflow(composition, tenantId, chainNamed('victim'));
const state = async () => (await verifyState(composition, tenantId, rebuilds)).findings.map(({ sentence }) => sentence);

beforeAll(async () => {
  await leaveReceipts(world, 'victim', 2);
  await world.settle();
  expect(await verified()).toMatchObject({ ok: true });
  const [victim] = (await allReceipts(world)).filter(({ workflow }) => workflow === chainNamed('victim'));
  await deletePayload(world, victim?.id ?? '', 'business');
});

describe('a payload that was deleted by hand', () => {
  it('is not gone by right because a receipt says so that stands in no chain', async () => {
    const { id, body, content, salt } = forged(await template(), { id: newId() });
    await world.cypher(
      `CREATE (:Receipt {tenantId: $tenantId, step: 'COMPACT_PAYLOADS', createdAt: '2026-01-01', id: $id, body: $body})
        -[:HAS_PAYLOAD]->(:BusinessPayload {tenantId: $tenantId, id: $id, salt: $salt, content: $content})`,
      { id, body, content, salt },
    );
    expect(await verified()).toMatchObject({
      ok: false,
      failure: { reason: expect.stringMatching(/payload is gone/) },
    });
    expect((await state()).join('\n')).toMatch(/payload is gone, and no receipt tells/);
  }, 90_000);

  it('is not gone by right because a chain of one receipt says so that the sealer will never take', async () => {
    const id = newId();
    const chain = 'batch:compaction:by-hand';
    const of = { id, workflow_id: chain, workflow_kind: 'batch', workflow_seq: 1 };
    const { body, content, salt } = forged(await template(), of);
    const { timestamp, outcome, subject, resource_ref: about } = JSON.parse(body);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const told = {
      ...{ id, body, sha256, createdAt: timestamp, step: 'COMPACT_PAYLOADS', outcome, workflowId: chain },
      ...{ workflowKind: 'batch', workflowSeq: 1, subjectType: subject.type, subjectId: subject.id },
      ...{ resourceType: about.type, resourceId: about.id },
    };
    await world.cypher(
      `CREATE (head:RevWorkflow {tenantId: $tenantId, id: $chain, kind: 'batch', seq: 1, sha256: $sha256, lastReceiptId: $id, lastAt: $at})
       CREATE (r:Receipt {tenantId: $tenantId})-[:HAS_PAYLOAD]->(:BusinessPayload {tenantId: $tenantId, id: $id, salt: $salt, content: $content})
       SET r += $told
       CREATE (r)-[:EVIDENCES]->(head)`,
      { id, chain, sha256, at: timestamp, salt, content, told },
    );
    expect(await verified()).toMatchObject({
      ok: false,
      failure: { reason: expect.stringMatching(/payload is gone/) },
    });
  });
});
