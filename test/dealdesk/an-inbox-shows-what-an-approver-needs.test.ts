import { beforeEach, describe, expect, it } from '@jest/globals';
import { RoundTrips } from '../edge/round-trips.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { DESK_CONFIG, DESK_PEOPLE, dealOf, decide } from './deal.js';

type Any = any;

const world = await createWorld({
  config: `${DESK_CONFIG}  escalate_after_minutes: 60\n`,
  people: [...DESK_PEOPLE, { handle: 'two-hats', roles: ['finance', 'legal'] }],
});
let [ae, manager, finance, twoHats]: Client[] = [];

/** Tokens are good for an hour. */
const signIn = async () => {
  [ae, manager, finance] = [await world.as('ae'), await world.as('manager'), await world.as('finance')];
  twoHats = await world.as('two-hats');
};
beforeEach(signIn);

const ITEM = `approval { id role reasons } quote { id owner { name } } opportunityName accountName listTotal { amountMinor }
  netTotal { formatted } discount threshold segment riskLevel termMonths paymentDays liability { amountMinor }
  nonStandardTerms strategic history { won lost open lastDiscount lastApprovedOn } ageMinutes dueAt overdue`;

async function inbox(client: Client | undefined, args = '', fields = ITEM): Promise<Any> {
  const asked = await (client as Client).ask(`{ approvalInbox${args} { items { ${fields} }
    pageInfo { hasNextPage endCursor }
    counts { waiting overdue mine shared roles { role waiting } segments { segment waiting } } } }`);
  return asked.approvalInbox;
}

const idsIn = ({ items }: Any): string[] => items.map(({ quote }: Any) => quote.id);

describe('the inbox of an approver', () => {
  it('shows the quote, its discount against the threshold, its terms, its age, and the history of the account', async () => {
    const deal = await dealOf(world, { accountArrMinor: 1_000_000 });
    const before = await deal.submitted(ae as Client, { discount: 2_200 });
    await decide(manager as Client, before, 'SALES_MANAGER', { decision: 'APPROVE' });
    const terms = { termMonths: 24, paymentDays: 45, riskLevel: 'MEDIUM' };
    const quoteId = await deal.submitted(ae as Client, { discount: 2_550, quantity: 2, terms });
    world.clock.advance({ minutes: 30 });
    const { items } = await inbox(manager);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      approval: { role: 'SALES_MANAGER', reasons: ['discount.manager_above_limit'] },
      quote: { id: quoteId, owner: { name: expect.stringContaining('ae') } },
      accountName: expect.any(String),
      listTotal: { amountMinor: 200_000 },
      netTotal: { formatted: '$1,490.00' },
      discount: 2_550,
      threshold: 2_000,
      segment: 'smb',
      riskLevel: 'MEDIUM',
      termMonths: 24,
      paymentDays: 45,
      liability: null,
      nonStandardTerms: false,
      strategic: false,
      history: { won: 0, lost: 0, open: 1, lastDiscount: 2_200, lastApprovedOn: '2026-03-04' },
      ageMinutes: 30,
      dueAt: '2026-03-04T16:00:00.000Z',
      overdue: false,
    });
  });

  it('is filtered by role, segment, discount, what is overdue, and what waits for oneself; counts are of all', async () => {
    const large = await dealOf(world, { accountArrMinor: 30_000_000 });
    const small = await dealOf(world, {});
    const legal = await small.submitted(ae as Client, { terms: { nonStandardTerms: true } });
    world.clock.advance({ minutes: 61 });
    await signIn();
    const terms = { liability: { amountMinor: 90_000_000, currency: 'USD' } };
    const later = await large.submitted(ae as Client, { discount: 500, terms });
    const filtered = async (args: string) => idsIn(await inbox(twoHats, `(${args})`));
    expect(await filtered('role: LEGAL')).toEqual([legal, later]);
    expect(await filtered('role: FINANCE')).toEqual([]);
    expect(await filtered('segment: "enterprise"')).toEqual([later]);
    expect(await filtered('minDiscount: 500')).toEqual([later]);
    expect(await filtered('overdue: true')).toEqual([legal]);
    expect(await filtered('kind: SHARED')).toEqual([legal, later]);
    expect(await filtered('kind: MINE')).toEqual([]);
    expect((await inbox(twoHats, '(role: FINANCE)')).counts).toEqual({
      waiting: 2,
      overdue: 1,
      mine: 0,
      shared: 2,
      roles: [{ role: 'LEGAL', waiting: 2 }],
      segments: expect.arrayContaining([
        { segment: 'enterprise', waiting: 1 },
        { segment: 'smb', waiting: 1 },
      ]),
    });
    expect((await inbox(finance)).items).toEqual([]);
  });

  it('is paged by cursors without a gap or a repetition, in as many round trips for one item as for many', async () => {
    const deal = await dealOf(world, {});
    for (let n = 0; n < 6; n++) await deal.submitted(ae as Client, { discount: 2_500 + n });
    const all = idsIn(await inbox(manager));
    const paged: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Any = await inbox(manager, `(first: 2${after ? `, after: "${after}"` : ''})`);
      paged.push(...idsIn(page));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual(all);
    const trips = new RoundTrips(world);
    const tripsOf = async (first: number) => {
      const page = {
        path: 'approvalInbox',
        of: '',
        query: () => `{ approvalInbox(first: ${first}) { items { ${ITEM} } } }`,
      };
      return trips.of(manager as Client, { ...page, edges: ({ approvalInbox }: Any) => approvalInbox.items }, first);
    };
    const [one, many] = [await tripsOf(1), await tripsOf(all.length)];
    expect([one.rows, many.rows]).toEqual([1, all.length]);
    expect(many.trips).toBe(one.trips);
  });

  it('is for approvers', async () => {
    const { errors } = await (ae as Client).graphql('{ approvalInbox { items { discount } } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
