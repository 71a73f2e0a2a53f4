import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { verifyState } from '../../src/evidence/index.js';
import { updateUser } from '../../src/tenancy/index.js';
import { type Deal, dealOf } from '../dealdesk/deal.js';
import type { World } from '../kit/world.js';
import { freshWorld } from '../routing/routing-world.js';
import { deletePayload, erase } from './chains.js';
import { did } from './did.js';

jest.setTimeout(300_000);

let world: World;
let deal: Deal;
let quoteId: string;
/** Receipts of the deal: CREATE_OPPORTUNITY, CREATE_QUOTE, SUBMIT_QUOTE, EVALUATE_QUOTE. */
let workflow: string;

beforeEach(async () => {
  world = await freshWorld();
  deal = await dealOf(world);
  quoteId = await deal.submitted(await world.as('ae'), { discount: 2_500 });
  workflow = `deal:${deal.opportunityId}`;
  await world.settle();
});

const verify = () => verifyState(world.composition, world.tenantId, rebuilds);
const sentences = async () => (await verify()).findings.map(({ sentence }) => sentence);
const atQuote = (change: string) =>
  world.cypher(`MATCH (q:Quote {tenantId: $tenantId, id: $quoteId}) ${change}`, { quoteId });
const atReceipt = (seq: number, change: string) =>
  world.cypher<{ id: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: $seq}) ${change}`,
    { workflow, seq },
  );
const receiptId = async (seq: number) => (await atReceipt(seq, 'RETURN r.id AS id'))[0]?.id ?? '';

/** Takes the last receipt away as if it never was: payloads, verdict, and the head moved back. */
const forgetTheLast = () =>
  world.cypher(
    `MATCH (h:RevWorkflow {tenantId: $tenantId, id: $workflow})
    MATCH (last:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: 4})
    MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: 3})
    OPTIONAL MATCH (last)-[:HAS_PAYLOAD]->(p)
    OPTIONAL MATCH (d:PolicyDecision {tenantId: $tenantId, id: last.id})
    SET h.seq = 3, h.sha256 = r.sha256, h.lastReceiptId = r.id, h.lastAt = r.createdAt
    DETACH DELETE last, p, d`,
    { workflow },
  );

describe('a receipt that was altered is the finding, not the node it tells of', () => {
  it('when its snapshot was made to agree with a quote changed by hand', async () => {
    await atQuote("SET q.status = 'approved'");
    await atReceipt(
      4,
      `MATCH (r)-[:HAS_PAYLOAD]->(p:BusinessPayload) SET p.content = replace(p.content, 'pending_approval', 'approved')`,
    );
    const report = await verify();
    expect(report.findings).toMatchObject([
      { kind: 'receipt', receipt: { workflowId: workflow, seq: 4, step: 'EVALUATE_QUOTE' } },
    ]);
    expect(report.unsettled).toContainEqual({ label: 'Quote', id: quoteId });
  });

  it('when its body was, and nothing behind it is trusted', async () => {
    await atReceipt(2, "SET r.body = replace(r.body, 'ALLOWED', 'DENIED')");
    expect(await sentences()).toEqual([
      expect.stringMatching(/#2\) does not hold: sha256 is not the hash of the body$/),
    ]);
  });

  it.each([
    [
      'its queue',
      3,
      'REMOVE r:Unsealed REMOVE r.leafIndex',
      /the receipt before it is not in the log|does not wait for it/,
    ],
    ['the queue it left', 4, 'SET r:Unsealed', /it waits to be sealed, and is sealed$/],
    ['what it evidences', 4, 'MATCH (r)-[e:EVIDENCES]->(:Quote) DELETE e', /its EVIDENCES lead to deal:\S+, not to/],
    [
      'evidence of more',
      3,
      'MATCH (q:Opportunity {tenantId: $tenantId}) WITH r, q LIMIT 1 CREATE (r)-[:EVIDENCES]->(q)',
      /its EVIDENCES/,
    ],
  ])('when its place around it was: %s', async (_what, seq, change, reason) => {
    await atReceipt(seq, change);
    expect((await sentences()).join('\n')).toMatch(reason);
  });

  it.each([
    ['its sequence', 'SET h.seq = 3', /its head names receipt 3 as the last, the last that is there is 4$/],
    ['its hash', "SET h.sha256 = 'none'", /its head does not name its last receipt$/],
    ['its time', "SET h.lastAt = '2020-01-01T00:00:00.000Z'", /its head does not say its kind and last time$/],
    ['itself', 'DETACH DELETE h', /it has lost its head$/],
  ])("when it was the chain's head: %s", async (_what, change, reason) => {
    await world.cypher(`MATCH (h:RevWorkflow {tenantId: $tenantId, id: $workflow}) ${change}`, { workflow });
    expect(await sentences()).toContainEqual(expect.stringMatching(reason));
  });
});

describe('a payload that is gone', () => {
  it('is a finding when no receipt tells of its erasure', async () => {
    await deletePayload(world, await receiptId(4), 'business');
    const report = await verify();
    expect(report.findings.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/#4\) does not hold: the business payload is gone, and no receipt tells of its erasure$/),
    ]);
    expect(report.unsettled.map(({ label }) => label)).toEqual(expect.arrayContaining(['Quote', 'Approval']));
  });

  it('sets apart what it told when it was erased by right, and names it', async () => {
    await erase(world, await receiptId(4), 'business');
    const report = await verify();
    expect(report).toMatchObject({ ok: true, findings: [], payloads: { erased: 1 }, unsettled: [] });
    expect(report.erased).toContainEqual({ label: 'Quote', id: quoteId });
    expect(report.erased.map(({ label }) => label).sort()).toEqual(['Approval', 'PolicyDecision', 'Quote']);
  });

  it('leaves the rest of a person to be compared when their details were erased', async () => {
    const userId = world.id('ae');
    const [row] = await world.cypher<{ id: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'admin:' + $userId, step: 'CREATE_USER'}) RETURN r.id AS id`,
      { userId },
    );
    await erase(world, row?.id ?? '', 'personal');
    const set = (change: string) =>
      world.cypher(`MATCH (u:User {tenantId: $tenantId, id: $userId}) SET ${change}`, { userId });
    await set("u.name = 'Erased', u.email = null");
    expect(await verify()).toMatchObject({ ok: true, personalErased: 1 });
    await set("u.endedAt = '2026-01-01T00:00:00.000Z'");
    expect((await verify()).findings).toMatchObject([{ node: { label: 'User', id: userId }, property: 'endedAt' }]);
  });
});

describe('a receipt that was taken away', () => {
  it('with its head moved back is found by its leaf, and by what is ahead', async () => {
    await forgetTheLast();
    const found = await sentences();
    expect(found).toContainEqual(
      expect.stringMatching(/^Leaf \d+ of the log has no receipt: what was sealed there is gone$/),
    );
    expect(found).toContainEqual(
      expect.stringMatching(
        `^Quote ${quoteId} version is 2, receipt \\S+ \\(CREATE_QUOTE, ${workflow} #2\\).* says 1$`,
      ),
    );
    expect(found).toContainEqual(expect.stringMatching(/^Approval \S+ is there, no receipt tells of it$/));
  });

  it('before it was sealed is found by what is ahead', async () => {
    const [ae] = [await world.as('ae')];
    const second = await dealOf(world);
    const other = await second.submitted(ae, { discount: 2_500 });
    workflow = `deal:${second.opportunityId}`;
    await forgetTheLast();
    expect(await sentences()).toContainEqual(expect.stringMatching(`^Quote ${other} version is 2, `));
  });

  it('with its whole chain is found, and its nodes are told by nobody', async () => {
    await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow}) OPTIONAL MATCH (r)-[:HAS_PAYLOAD]->(p) DETACH DELETE r, p`,
      { workflow },
    );
    expect(await sentences()).toContainEqual(
      `Chain ${workflow} does not hold: its head names 4 receipts, none is there`,
    );
    await world.cypher('MATCH (h:RevWorkflow {tenantId: $tenantId, id: $workflow}) DETACH DELETE h', { workflow });
    const found = await sentences();
    expect(found).toContainEqual(expect.stringMatching(/^Leaves \d+ to \d+ of the log have no receipt/));
    expect(found).toContainEqual(`Quote ${quoteId} is there, no receipt tells of it`);
  });
});

it('what changes while it is looked at is no finding', async () => {
  let version = 1;
  let isOver = false;
  const writing = (async () => {
    const [ae, admin] = [await world.as('ae'), world.caller('admin')];
    for (let n = 0; !isOver; n++) {
      await deal.submitted(ae, { discount: 2_500 });
      const change = { userId: world.id('sdr'), version, name: `Name ${n}` };
      ({ version } = await did('UserUpdated', updateUser(world.composition, admin, change)));
    }
  })();
  for (let n = 0; n < 5; n++) expect(await sentences()).toEqual([]);
  isOver = true;
  await writing;
});
