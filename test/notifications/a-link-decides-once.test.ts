import { beforeAll, describe, expect, it } from '@jest/globals';
import { DESK_CONFIG, DESK_PEOPLE, dealOf, decide, quoteOf } from '../dealdesk/deal.js';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { confirm, openPage } from './a-mailed-link.js';
import { MailServer } from './mail-server.js';

const mails = await MailServer.open();
const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE, environment: mails.environment });

describe('a link', () => {
  let ae: Client;
  beforeAll(async () => {
    ae = await world.as('ae');
  });

  async function mailed(discount = 2_500) {
    mails.taken.length = 0;
    ae = await world.as('ae');
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount, terms: {} });
    await world.settle();
    const path = mails.taken[0]?.links[0] ?? '';
    return { quoteId, path, page: (await openPage(world, path)).page };
  }

  /** What a link answers when it does not decide: the same, and writes nothing, whether it is opened or confirmed. */
  async function isRefused(path: string, page: string, sentence: string, token: string | null = null) {
    const before = await extentOf(world);
    const confirmed = await confirm(world, path, { page, decision: 'APPROVE' }, token);
    expect(confirmed.text).toContain(sentence);
    expect(confirmed.status).toBeGreaterThanOrEqual(400);
    expect((await openPage(world, path, token)).text).toContain(sentence);
    expect(await extentOf(world)).toEqual(before);
  }

  it('that was used says so', async () => {
    const { path, page } = await mailed();
    expect(await confirm(world, path, { page, decision: 'APPROVE' })).toMatchObject({ status: 200 });
    await isRefused(path, page, 'This link was used already.');
  });

  it('that is used many times at once decides once', async () => {
    const { path, page, quoteId } = await mailed();
    const decisions = ['APPROVE', 'REJECT', 'APPROVE', 'REJECT', 'APPROVE', 'REJECT'];
    const answers = await Promise.all(
      decisions.map((decision) => confirm(world, path, { page, decision, reasonCode: 'OTHER' })),
    );
    const said = new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text));
    expect(said.size).toBe(1);
    const [{ decided }] = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'DECIDE_APPROVAL'})-[:EVIDENCES]->(a:Approval {quoteId: $quoteId})
       WHERE r.createdAt > '' RETURN count(r) AS decided`,
      { quoteId },
    );
    expect(decided).toBe(1);
  });

  it('is of no use to somebody else who is signed in', async () => {
    const { path, page } = await mailed();
    await isRefused(path, page, 'This link was sent to somebody else.', await world.token('other-manager'));
    expect(await openPage(world, path, await world.token('manager'))).toMatchObject({ status: 200 });
  });

  it('ends after seven days, and a page after half an hour', async () => {
    const { path, page } = await mailed();
    world.clock.advance({ minutes: 31 });
    const before = await extentOf(world);
    expect(await confirm(world, path, { page, decision: 'APPROVE' })).toMatchObject({
      status: 409,
      text: expect.stringContaining('open the link again'),
    });
    expect(await extentOf(world)).toEqual(before);
    world.clock.advance({ days: 7 });
    await isRefused(path, page, 'This link has expired');
  });

  it('ends when the quote moves on', async () => {
    const { path, page, quoteId } = await mailed();
    const { version } = await quoteOf(ae, quoteId);
    expect(await ae.mutate('recallQuote', { quoteId, version }, '')).toMatchObject({ __typename: 'QuoteRecalled' });
    await isRefused(path, page, 'The quote has moved on since this mail was sent.');
  });

  it('ends when its approval is decided elsewhere', async () => {
    const { path, page, quoteId } = await mailed();
    await decide(await world.as('manager'), quoteId, 'SALES_MANAGER', { decision: 'APPROVE' });
    await isRefused(path, page, 'It was approved already.');
  });

  it('does not decide without the page’s own token, or with another link’s', async () => {
    const one = await mailed();
    const other = await mailed();
    const before = await extentOf(world);
    for (const page of ['', other.page.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), one.page])
      expect((await confirm(world, other.path, { page, decision: 'APPROVE' })).status).toBe(409);
    for (const path of [other.path.replace(/.{3}$/, 'AAA'), other.path.replace(/\.[\w-]+\./, `.${world.tenantId}.`)])
      expect((await confirm(world, path, { page: other.page, decision: 'APPROVE' })).status).toBe(404);
    expect(await extentOf(world)).toEqual(before);
  });

  it('gives its user no more than they may at that instant, and the refusal leaves its receipt', async () => {
    const { path, page, quoteId } = await mailed();
    await world.cypher(
      `MATCH (u:User {tenantId: $tenantId, handle: 'manager'})-[held:HOLDS_ROLE]->() SET held.to = '2026-01-01T00:00:00.000Z'`,
    );
    const refused = await confirm(world, path, { page, decision: 'APPROVE' });
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining('This needs one of these roles') });
    expect((await quoteOf(ae, quoteId)).status).toBe('PENDING_APPROVAL');
    const steps = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'REFUSE_ROLE', subjectId: $id}) WHERE r.createdAt > '' RETURN r.outcome AS outcome`,
      { id: world.id('manager') },
    );
    expect(steps).toEqual([{ outcome: 'BLOCKED' }]);
  });

  it('whose stored form was changed by hand is not valid', async () => {
    await world.cypher(`MATCH (u:User {tenantId: $tenantId, handle: 'manager'})-[held:HOLDS_ROLE]->() REMOVE held.to`);
    const { path, page } = await mailed();
    await world.cypher('MATCH (l:ApprovalLink {tenantId: $tenantId}) WHERE l.id > "" SET l.userId = $id', {
      id: world.id('other-manager'),
    });
    await isRefused(path, page, 'This link is not valid.');
  });
});
