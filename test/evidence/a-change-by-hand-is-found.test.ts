import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { logVerifierKey, openLog, verifyLog } from '../../src/evidence/index.js';
import { canonicalText, sha256Hex } from '../../src/evidence/receipt/canonical.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { chainNamed, deletePayload, erase, leaveReceipts } from './chains.js';

const world = await createWorld();
let auditor: Client;
let round = 0;
let workflow: string;

const VERIFY = `query($id: ID!) { verifyWorkflow(workflowId: $id) {
  ok receipts logged payloads { verified erased } failure { seq receiptId reason } } }`;
const verify = async (id = workflow) => (await auditor.ask(VERIFY, { id })).verifyWorkflow;

/** Changes the chain under test as somebody with the database's password would. */
const tamper = (statement: string, params: object = {}) =>
  world.cypher(`MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: $seq}) ${statement}`, {
    workflow,
    seq: 3,
    ...params,
  });

beforeAll(async () => {
  auditor = await world.as('auditor');
});

beforeEach(async () => {
  round += 1;
  workflow = chainNamed(`tampered-${round}`);
  await leaveReceipts(world, `tampered-${round}`, 5);
  await world.settle();
});

describe('a chain that nobody touched', () => {
  it('holds, payloads and log included', async () => {
    expect(await verify()).toEqual({
      ok: true,
      receipts: 5,
      logged: 5,
      payloads: { verified: 10, erased: 0 },
      failure: null,
    });
  });

  it('holds with a payload erased', async () => {
    const [{ id }] = (await tamper('RETURN r.id AS id')) as [{ id: string }];
    await erase(world, id, 'personal');
    expect(await verify()).toMatchObject({ ok: true, payloads: { verified: 9, erased: 1 } });
  });

  it('is not there when it is not', async () => {
    expect(await verify('deal:01936d2e-7c1a-7000-8000-00000000dead')).toBeNull();
  });
});

describe('a change by hand', () => {
  it.each([
    ['of the body', "SET r.body = replace(r.body, 'BLOCKED', 'ALLOWED')", 'sha256 is not the hash of the body'],
    ['of the body to what is none', "SET r.body = '{}'", 'the body is not a receipt in canonical form'],
    [
      'of the hash',
      "SET r.sha256 = replace(r.sha256, left(r.sha256, 8), '00000000')",
      'sha256 is not the hash of the body',
    ],
    ['of the step that lists show', "SET r.step = 'APPROVE_QUOTE'", "the stored step is not the body's"],
    ['of who acted', "SET r.subjectId = 'somebody'", "the stored subjectId is not the body's"],
    ['of when', "SET r.createdAt = '2020-01-01T00:00:00.000Z'", "the stored createdAt is not the body's"],
    [
      'of a business payload',
      "MATCH (r)-[:HAS_PAYLOAD]->(p:BusinessPayload) SET p.content = replace(p.content, 'role_refused', 'role_granted')",
      'the business payload does not match its commitment',
    ],
    [
      "of a payload's salt",
      "MATCH (r)-[:HAS_PAYLOAD]->(p:PersonalPayload) SET p.salt = '00000000000000000000000000000000'",
      'the personal payload does not match its commitment',
    ],
  ])('%s is found, and the receipt named', async (_what, statement, reason) => {
    await tamper(statement);
    const found = await verify();
    expect(found).toMatchObject({ ok: false, receipts: 2, failure: { seq: 3, reason } });
    expect(found.failure.receiptId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['beyond its end', 'SET r.leafIndex = 99999999', 3, /^the log ends before leaf 99999999$/],
    ['nowhere', 'REMOVE r.leafIndex', 4, /^the receipt before it is not in the log$/],
    ['before the one before', 'SET r.leafIndex = -1', 3, /^its place in the log is not behind/],
  ])('of its place in the log, to %s, is found', async (_where, statement, seq, reason) => {
    await tamper(statement);
    expect(await verify()).toMatchObject({ ok: false, failure: { seq, reason: expect.stringMatching(reason) } });
  });

  it.each([
    ['cut short', 'SET log.size = 0', 'SET log.size = size'],
    ['taken away', 'SET log:Hidden REMOVE log:LogHead', 'SET log:LogHead REMOVE log:Hidden'],
  ])('of the log, %s, is found in every chain', async (_what, change, back) => {
    const find = 'MATCH (log:LogHead|Hidden {tenantId: $tenantId}) WITH log, log.size AS was';
    const [{ was }] = (await world.cypher<{ was: number }>(`${find} ${change} RETURN was`)) as [{ was: number }];
    const found = await verify();
    await world.cypher(`${find} WITH log, $was AS size ${back}`, { was });
    expect(found).toMatchObject({
      ok: false,
      receipts: 0,
      failure: { seq: 1, reason: expect.stringMatching(/^the log ends before leaf/) },
    });
    expect((await verify()).ok).toBe(true);
  });

  it.each(['business', 'personal'] as const)('that takes a %s payload away is no erasure', async (payload) => {
    const [{ id }] = (await tamper('RETURN r.id AS id')) as [{ id: string }];
    await deletePayload(world, id, payload);
    expect((await verify()).failure).toEqual({
      seq: 3,
      receiptId: id,
      reason: `the ${payload} payload is gone, and no receipt tells of its erasure`,
    });
    // Nor does the receipt of another payload's erasure make it one.
    await erase(world, id, payload === 'business' ? 'personal' : 'business');
    expect((await verify()).ok).toBe(false);
  });

  it('that takes a receipt away is found in the one behind it', async () => {
    await tamper('DETACH DELETE r');
    expect((await verify()).failure).toMatchObject({ seq: 4, reason: 'workflow_seq is 4, expected 3' });
  });

  it('that takes the last receipt away is found by the head', async () => {
    await tamper('DETACH DELETE r', { seq: 5 });
    expect((await verify()).failure).toEqual({ seq: 5, receiptId: null, reason: 'the receipt is missing' });
  });

  it('that rewrites the chain to its end, head included, is found in the log', async () => {
    const [row] = await tamper('RETURN r.body AS body', { seq: 5 });
    const body = canonicalText({ ...JSON.parse(row.body), outcome: 'ALLOWED' });
    await tamper('SET r.body = $body, r.sha256 = $sha256, r.outcome = $outcome', {
      seq: 5,
      body,
      sha256: sha256Hex(body),
      outcome: 'ALLOWED',
    });
    await world.cypher('MATCH (h:RevWorkflow {tenantId: $tenantId, id: $workflow}) SET h.sha256 = $sha256', {
      workflow,
      sha256: sha256Hex(body),
    });
    expect((await verify()).failure).toMatchObject({
      seq: 5,
      reason: expect.stringMatching(/^the log has another receipt/),
    });
    const key = await logVerifierKey(world.composition.logSettings, world.tenantId);
    const log = openLog(`${world.url}/log/${world.tenantId}`, await world.token('auditor'));
    const report = await verifyLog(log, [key]);
    expect(report.failure?.reason).toBeDefined();
    expect(report.ok).toBe(false);
  });
});
