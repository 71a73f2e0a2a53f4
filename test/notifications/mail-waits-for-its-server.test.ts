import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/kernel/config.js';
import { type ApprovalFacts, createMailing, mailApprover } from '../../src/notifications/index.js';
import { DESK_CONFIG, DESK_PEOPLE, dealOf } from '../dealdesk/deal.js';
import { createWorld } from '../kit/world.js';
import { MailServer } from './mail-server.js';

const mails = await MailServer.open();
const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE, environment: mails.environment });

const facts: ApprovalFacts = {
  ...{ quoteId: 'q', quoteVersion: 1, role: 'SALES_MANAGER', opportunityName: 'Deal', accountName: 'Acme' },
  ...{ ownerName: 'Ann', listTotalMinor: 10_000, netTotalMinor: 7_500, currency: 'USD', discountBp: 2_500 },
  ...{
    termMonths: 12,
    paymentDays: 30,
    nonStandardTerms: false,
    rationale: 'The discount is above what the submitter may give alone.',
  },
};
const notice = (name: string) => ({
  kind: 'asked' as const,
  notice: name,
  approvalId: 'a',
  userId: world.id('manager'),
});

describe('mail', () => {
  it('that a server is not there for is sent when it is back', async () => {
    await mails.down();
    const ae = await world.as('ae');
    const deal = await dealOf(world);
    await deal.submitted(ae, { discount: 2_500, terms: {} });
    await world.settle();
    expect(mails.taken).toEqual([]);
    await mails.up();
    await mails.takes();
    expect(mails.taken).toHaveLength(1);
  }, 60_000);

  it('that was sent and not noted is sent again with the same link and Message-ID, and then no more', async () => {
    mails.taken.length = 0;
    const send = () => mailApprover(world.composition, world.tenantId, notice('twice'), facts);
    expect(await send()).toBe('sent');
    await world.cypher(`MATCH (l:ApprovalLink {tenantId: $tenantId, notice: 'twice'}) REMOVE l.sentAt`);
    expect(await send()).toBe('sent');
    expect(await send()).toBe('skipped');
    const [first, again] = mails.taken;
    expect(mails.taken).toHaveLength(2);
    expect(again).toMatchObject({ messageId: first?.messageId, links: first?.links });
  });

  it('that the server will never take is said to be refused, and one that it may take later throws', async () => {
    mails.refusesWith = 550;
    expect(await mailApprover(world.composition, world.tenantId, notice('refused'), facts)).toBe('refused');
    mails.refusesWith = 451;
    await expect(mailApprover(world.composition, world.tenantId, notice('later'), facts)).rejects.toThrow();
    mails.refusesWith = null;
    const { environment } = mails;
    const mailing = createMailing({
      smtpUrl: mails.url,
      from: environment.MAIL_FROM ?? '',
      publicUrl: 'https://r.example',
    });
    await mails.down();
    const mail = { to: 'a@example.com', subject: 's', text: 't', html: 'h', messageId: '<1@r.example>' };
    await expect(mailing.send(mail)).rejects.toThrow();
    mailing.close();
  });

  it('keeps no token, only its hash', async () => {
    const [row] = await world.cypher('MATCH (n {tenantId: $tenantId}) RETURN collect(properties(n)) AS all');
    const token = mails.taken[0]?.links[0]?.split('/').at(-1) ?? 'none';
    expect(token).toMatch(/^([\w-]+\.){2}[\w-]{43}$/);
    expect(JSON.stringify(row.all).includes(token.split('.')[2] ?? '')).toBe(false);
  });

  it('needs all of its variables, or the start says which is missing', () => {
    const { SMTP_URL, MAIL_FROM } = mails.environment;
    expect(() => readConfig({ ...process.env, SMTP_URL, MAIL_FROM })).toThrow('PUBLIC_URL: is not set');
    expect(() => readConfig({ ...process.env, MAIL_FROM })).toThrow('SMTP_URL: is not set');
    expect(readConfig({ ...process.env, ...mails.environment }).mail).toMatchObject({
      publicUrl: 'https://revgraph.example',
    });
    expect(readConfig(process.env).mail).toBeNull();
  });
});
