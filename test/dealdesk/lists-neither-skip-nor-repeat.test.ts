import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, DESK_CONFIG, DESK_PEOPLE, type Deal, dealOf, decide } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let deal: Deal;
/** Newest first. */
const quoteIds: string[] = [];
beforeAll(async () => {
  ae = await world.as('ae');
  deal = await dealOf(world);
  for (let n = 0; n < 11; n++) {
    // Three of the same instant, so that ids must break the tie.
    if (n % 3 === 0) world.clock.advance({ minutes: 1 });
    quoteIds.unshift(await deal.submitted(ae, { discount: n % 2 ? 3_500 : 1_000 }));
  }
});

/** Every id of a list, page by page. */
async function paged(client: Client, field: string, filter: string, first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const found: any = await client.ask(
      `query($after: String) { list: ${field}(first: ${first}, after: $after ${filter}) {
        edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const { edges, pageInfo } = found.list;
    ids.push(...edges.map(({ node }: any) => node.id));
    expect(edges.length).toBeLessThanOrEqual(first);
    if (!pageInfo.hasNextPage) return ids;
    expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
    after = pageInfo.endCursor;
  }
}

describe('quotes', () => {
  it.each([1, 2, 3, 11, 100])('newest first, %d a page', async (first) => {
    expect(await paged(ae, 'quotes', '', first)).toEqual(quoteIds);
  });

  it.each<[string, () => string, (n: number) => boolean]>([
    ['state', () => 'status: PENDING_APPROVAL', (n) => n % 2 === 1],
    ['owner', () => `ownerId: "${world.id('ae')}"`, () => true],
    ['another owner', () => `ownerId: "${world.id('manager')}"`, () => false],
    ['opportunity', () => `opportunityId: "${deal.opportunityId}"`, () => true],
  ])('of one %s', async (_what, filter, isThere) => {
    const made = [...quoteIds].reverse();
    const wanted = quoteIds.filter((id) => isThere(made.indexOf(id)));
    expect(await paged(ae, 'quotes', `, ${filter()}`, 2)).toEqual(wanted);
  });

  it('by one filter at a time', async () => {
    const both = '{ quotes(status: DRAFT, opportunityId: "x") { edges { cursor } } }';
    const { errors } = await ae.graphql(both);
    expect(errors?.[0]).toMatchObject({
      message: 'Filter by one of status, ownerId, opportunityId at a time.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('made while somebody pages do not shift the pages', async () => {
    const { quotes } = await ae.ask('{ quotes(first: 5) { edges { node { id } } pageInfo { endCursor } } }');
    const newer = await deal.draft(ae);
    const next = await ae.ask('query($after: String) { quotes(first: 100, after: $after) { edges { node { id } } } }', {
      after: quotes.pageInfo.endCursor,
    });
    expect([...quotes.edges, ...next.quotes.edges].map(({ node }: any) => node.id)).toEqual(quoteIds);
    expect((await ae.ask('{ quotes(first: 1) { edges { node { id } } } }')).quotes.edges[0].node.id).toBe(newer);
  });

  it.each([
    ['a page of none', 'quotes(first: 0)', 'first: is from 1 to 100.'],
    ['a page of too many', 'approvals(first: 101)', 'first: is from 1 to 100.'],
    ['a cursor that is none', 'quotes(after: "abc")', 'after: is not a cursor of this list.'],
  ])('%s is told in one sentence', async (_what, field, message) => {
    const { errors } = await ae.graphql(`{ ${field} { edges { cursor } } }`);
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('approvals', () => {
  it('of everybody, newest first', async () => {
    const ids = await paged(ae, 'approvals', '', 3);
    expect(new Set(ids).size).toBe(10);
    expect(ids).toHaveLength(10);
  });

  it('of mine: what is open for me and my roles, oldest first, and nothing of others', async () => {
    const manager = await world.as('manager');
    const waiting = [...quoteIds].reverse().filter((_id, n) => n % 2 === 1);
    const wanted: string[] = [];
    for (const quoteId of waiting) {
      wanted.push((await approvalsOf(ae, quoteId)).find(({ role }: any) => role === 'SALES_MANAGER').id);
    }
    expect((await paged(manager, 'approvals', ', mine: true', 2)).toSorted()).toEqual(wanted.toSorted());
    const finance = await world.as('finance');
    expect(await paged(finance, 'approvals', ', mine: true', 2)).toEqual([]);
    await decide(manager, waiting[0] as string, 'SALES_MANAGER', { decision: 'APPROVE' });
    expect(await paged(manager, 'approvals', ', mine: true', 2)).toHaveLength(4);
    expect(await paged(finance, 'approvals', ', mine: true', 2)).toHaveLength(1);
    expect(await paged(ae, 'approvals', ', mine: true', 2)).toEqual([]);
  });
});
