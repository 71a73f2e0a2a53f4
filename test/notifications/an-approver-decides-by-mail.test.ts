import { beforeAll, describe, expect, it } from '@jest/globals';
import { chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, quoteOf } from '../dealdesk/deal.js';
import type { Client } from '../kit/client.js';
import { extentOf } from '../kit/extent.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';
import { confirm, openPage } from './a-mailed-link.js';
import { MailServer } from './mail-server.js';

const mails = await MailServer.open();
const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE, environment: mails.environment });
const [{ host }] = await world.cypher(
  "MATCH (u:User {tenantId: $tenantId, handle: 'manager'}) RETURN split(u.email, '@')[1] AS host",
);
const address = (handle: string) => `${handle}@${host}`;

describe('an approver', () => {
  let ae: Client;
  beforeAll(async () => {
    ae = await world.as('ae');
  });

  async function asked(discount: number, handle = 'manager', terms = {}) {
    mails.taken.length = 0;
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount, terms });
    await world.settle();
    const [mail] = mails.to(address(handle));
    return { deal, quoteId, mail, path: mail?.links[0] ?? '' };
  }

  it('gets one mail when an approval opens for them, and decides by its link', async () => {
    const { quoteId, deal, mail, path } = await asked(2_500);
    expect(mails.taken.map(({ to }) => to)).toEqual([[address('manager')]]);
    expect(mail?.subject).toContain('Your approval is asked for');
    expect(mail?.raw).toContain('25.00 %');
    const page = await openPage(world, path);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('25.00 %') });
    expect(await confirm(world, path, { page: page.page, decision: 'APPROVE' })).toMatchObject({
      status: 200,
      text: expect.stringContaining('You approved it.'),
    });
    expect(await quoteOf(ae, quoteId)).toMatchObject({
      status: 'APPROVED',
      approvals: [{ status: 'APPROVED', decidedById: world.id('manager') }],
    });
    const chain = await chainOf(world, deal.opportunityId);
    const decision = chain.find(({ step }) => step === 'DECIDE_APPROVAL');
    expect(decision).toMatchObject({
      outcome: 'ALLOWED',
      body: { subject: { type: 'user', id: world.id('manager') } },
      business: { via: 'mail', decision: 'APPROVE' },
    });
    await world.settle();
    expect(await findingsOf(world)).toEqual([]);
  });

  it('decides nothing by opening a link, however often, nor do scanners of mail', async () => {
    const { quoteId, path } = await asked(2_500);
    const before = await extentOf(world);
    for (let i = 0; i < 3; i++) expect(await openPage(world, path)).toMatchObject({ status: 200 });
    expect((await world.anyone().http('HEAD', path)).status).toBe(200);
    expect(await extentOf(world)).toEqual(before);
    expect((await quoteOf(ae, quoteId)).status).toBe('PENDING_APPROVAL');
  });

  it('is shown a page that runs no script, sits in no frame and sends its form nowhere else', async () => {
    const { path } = await asked(2_500);
    const { headers, text } = await openPage(world, path);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).not.toMatch(/<script|javascript:|src=/i);
  });

  it('rejects with a reason code', async () => {
    const { quoteId, path } = await asked(2_500);
    const { page } = await openPage(world, path);
    const bare = await confirm(world, path, { page, decision: 'REJECT' });
    expect(bare).toMatchObject({ status: 409, text: expect.stringContaining('says why') });
    expect(await confirm(world, path, { page, decision: 'REJECT', reasonCode: 'OTHER' })).toMatchObject({
      status: 200,
    });
    expect((await quoteOf(ae, quoteId)).approvals).toMatchObject([{ status: 'REJECTED', reasonCode: 'OTHER' }]);
  });

  it('of the next stage is mailed when the stage before is through', async () => {
    const { path } = await asked(3_500);
    expect(mails.to(address('finance'))).toEqual([]);
    const { page } = await openPage(world, path);
    await confirm(world, path, { page, decision: 'APPROVE' });
    await world.settle();
    expect(mails.to(address('finance'))).toHaveLength(1);
    expect(mails.to(address('manager'))).toHaveLength(1);
  });

  it('who wants no mail gets none', async () => {
    const manager = await world.as('manager');
    const set = (approvals: boolean) =>
      manager.mutate('setMailPreference', { approvals }, '... on MailPreferenceSet { approvals }');
    expect(await set(false)).toMatchObject({ approvals: false });
    await asked(2_500);
    expect(mails.taken).toEqual([]);
    expect(await set(true)).toMatchObject({ approvals: true });
    expect((await asked(2_500)).mail).toBeDefined();
    await world.settle();
    expect(await findingsOf(world)).toEqual([]);
  });

  it('who hands over is mailed, and so is who decides in their place, with both names in the receipt', async () => {
    const manager = await world.as('manager');
    const until = new Date(world.clock.now() + 8 * 3_600_000).toISOString();
    const handedOver = { toUserId: world.id('other-manager'), until, reasonCode: 'ABSENCE' };
    const answer = await manager.mutate('delegateApprovals', handedOver, '... on InvalidInput { message }');
    expect(answer).toMatchObject({ __typename: 'ApprovalsDelegated' });
    const { deal, path } = await asked(2_500, 'other-manager');
    expect(mails.to(address('manager'))).toHaveLength(1);
    const { page } = await openPage(world, path);
    expect(await confirm(world, path, { page, decision: 'APPROVE' })).toMatchObject({ status: 200 });
    const decision = (await chainOf(world, deal.opportunityId)).find(({ step }) => step === 'DECIDE_APPROVAL');
    expect(decision?.body).toMatchObject({
      subject: { id: world.id('other-manager') },
      on_behalf_of: { type: 'user', id: world.id('manager') },
    });
    expect(decision?.business).toMatchObject({ via: 'mail' });
  });

  it('is shown what strangers typed as text', async () => {
    mails.taken.length = 0;
    const deal = await dealOf(world);
    const name = '<script>alert(1)</script>\r\nBcc: everybody@example.com';
    const rename = 'MATCH (o:Opportunity {tenantId: $tenantId, id: $id}) SET o.name = $name';
    await world.cypher(rename, { id: deal.opportunityId, name });
    await deal.submitted(ae, { discount: 2_500, terms: {} });
    await world.settle();
    const [mail] = mails.to(address('manager'));
    const { text } = await openPage(world, mail?.links[0] ?? '');
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
    expect(mail?.to).toEqual([address('manager')]);
    expect(mail?.subject).toContain('Bcc: everybody@example.com');
    expect(mails.taken.every(({ to }) => to.length === 1)).toBe(true);
    expect(mail?.raw).not.toMatch(/^Bcc:/im);
  });
});
