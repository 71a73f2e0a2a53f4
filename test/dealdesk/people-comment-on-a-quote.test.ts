import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, type Deal, dealOf } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let [ae, manager]: Client[] = [];
let deal: Deal;
let quoteId: string;
beforeAll(async () => {
  [ae, manager] = [await world.as('ae'), await world.as('manager')];
  deal = await dealOf(world);
  quoteId = await deal.submitted(ae as Client, { discount: 2_500 });
});

const comment = (client: Client | undefined, input: object) =>
  (client as Client).mutate(
    'addQuoteComment',
    { quoteId, ...input },
    `... on QuoteCommented { commentId quote { comments { text } } } ... on NotFound { message }
    ... on InvalidInput { fields { path message } } ... on IdempotencyConflict { message }`,
  );

describe('a comment on a quote', () => {
  it('is read by its people, beside the quote and beside its approval', async () => {
    const [approval] = await approvalsOf(ae as Client, quoteId);
    const said = await comment(manager, { text: ' Why so much? ', approvalId: approval.id });
    expect(said.quote.comments).toEqual([{ text: 'Why so much?' }]);
    await comment(ae, { text: 'They buy for three years.' });
    const query = `{ approvalInbox { items { approval { comments { text approvalId quoteVersion author { id } } } } } }`;
    const { approvalInbox } = await (manager as Client).ask(query);
    expect(approvalInbox.items[0].approval.comments).toEqual([
      { text: 'Why so much?', approvalId: approval.id, quoteVersion: 1, author: { id: world.id('manager') } },
      { text: 'They buy for three years.', approvalId: null, quoteVersion: 1, author: { id: world.id('ae') } },
    ]);
  });

  it('leaves a receipt without its words, which are erasable, and in no node', async () => {
    const text = 'a sentence that stands nowhere else';
    const { commentId } = await comment(ae, { text });
    const said = (await chainOf(world, deal.opportunityId)).at(-1);
    expect(said).toMatchObject({ step: 'COMMENT_QUOTE', outcome: 'ALLOWED', business: { quote_id: quoteId } });
    expect(JSON.stringify(said)).not.toContain(text);
    const holders = await world.cypher(
      `MATCH (n {tenantId: $tenantId}) WHERE any(key IN keys(n) WHERE n[key] CONTAINS $text)
       RETURN labels(n) AS labels`,
      { text },
    );
    expect(holders).toEqual([{ labels: ['PersonalPayload'] }]);
    await world.cypher(
      'MATCH (p:PersonalPayload {tenantId: $tenantId}) WHERE p.content CONTAINS $text DETACH DELETE p',
      {
        text,
      },
    );
    const { quote } = await (ae as Client).ask('query($id: ID!) { quote(id: $id) { comments { id text } } }', {
      id: quoteId,
    });
    expect(quote.comments.find(({ id }: { id: string }) => id === commentId)).toEqual({ id: commentId, text: null });
  });

  it('is written once for one key', async () => {
    const input = { text: 'Once.', idempotencyKey: 'comment-1' };
    const [first, second] = [await comment(ae, input), await comment(ae, input)];
    expect(second.commentId).toBe(first.commentId);
    expect(await comment(ae, { ...input, text: 'Twice.' })).toMatchObject({ __typename: 'IdempotencyConflict' });
  });

  it.each([
    ['says nothing', { text: '   ' }, 'InvalidInput'],
    ['is too long', { text: 'x'.repeat(4_001) }, 'InvalidInput'],
    ['is on a quote that is not there', { text: 'Hm.', quoteId: 'nowhere' }, 'NotFound'],
    ['is beside an approval of another quote', { text: 'Hm.', approvalId: 'nowhere' }, 'NotFound'],
  ])('is refused when it %s', async (_why, input, outcome) => {
    expect(await comment(ae, input)).toMatchObject({ __typename: outcome });
  });

  it('is for the people of the deal desk with a seat', async () => {
    for (const [handle, code] of [
      ['sdr', 'FORBIDDEN'],
      ['observer', 'SEAT_REQUIRED'],
    ] as const) {
      const client = await world.as(handle);
      const { errors } = await client.graphql(
        'mutation($input: AddQuoteCommentInput!) { addQuoteComment(input: $input) { __typename } }',
        { input: { quoteId, text: 'Hm.' } },
      );
      expect(errors?.[0]?.extensions?.code).toBe(code);
    }
  });
});
