import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { approvalsOf, chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decideOne, quoteOf, revise, submit } from './deal.js';

const world = await createWorld({ config: DESK_CONFIG, people: DESK_PEOPLE });
let ae: Client;
let manager: Client;
beforeAll(async () => {
  ae = await world.as('ae');
  manager = await world.as('manager');
});

const times = <T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)));

const counted = (answers: { __typename: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { __typename: name } of answers) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const stepsOf = async (opportunityId: string, step: string) =>
  (await chainOf(world, opportunityId)).filter((one) => one.step === step);

describe('a stale version', () => {
  it('is a conflict that names the one there is, and writes nothing', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.draft(ae, { discount: 2_500 });
    await revise(ae, quoteId, { lines: [{ productId: deal.productId, quantity: 2 }] });
    const before = await chainOf(world, deal.opportunityId);
    const conflict = { __typename: 'VersionConflict', currentVersion: 2 };
    expect(await submit(ae, quoteId, { version: 1 })).toMatchObject(conflict);
    expect(
      await revise(ae, quoteId, { version: 1, lines: [{ productId: deal.productId, quantity: 3 }] }),
    ).toMatchObject(conflict);
    expect(await chainOf(world, deal.opportunityId)).toEqual(before);
  });

  it('of an approval is a conflict too', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    const [{ id }] = await approvalsOf(ae, quoteId);
    expect(await decideOne(manager, { approvalId: id, version: 7, decision: 'APPROVE' })).toMatchObject({
      __typename: 'VersionConflict',
      currentVersion: 1,
    });
  });
});

describe('of many at once', () => {
  it('32 decisions on one approval: one is taken, the others find it decided', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(ae, { discount: 2_500 });
    const [{ id, version }] = await approvalsOf(ae, quoteId);
    const answers = await times(32, (n) =>
      decideOne(manager, {
        approvalId: id,
        version,
        ...(n % 2 ? { decision: 'APPROVE' } : { decision: 'REJECT', reasonCode: 'OTHER' }),
      }),
    );
    expect(counted(answers)).toEqual({ ApprovalDecided: 1, ApprovalAlreadyDecided: 31 });
    expect(await stepsOf(deal.opportunityId, 'DECIDE_APPROVAL')).toHaveLength(1);
    const won = answers.find((one) => one.__typename === 'ApprovalDecided');
    expect((await quoteOf(ae, quoteId)).status).toBe(won.quoteStatus);
  });

  it('64 submissions of one version: one is taken, the others have a version that moved on', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.draft(ae, { discount: 2_500 });
    const answers = await times(64, () => submit(ae, quoteId, { version: 1 }));
    expect(counted(answers)).toEqual({ QuoteSubmitted: 1, VersionConflict: 63 });
    expect(await stepsOf(deal.opportunityId, 'SUBMIT_QUOTE')).toHaveLength(1);
    expect(await approvalsOf(ae, quoteId)).toHaveLength(1);
  });

  it('16 quotes of one external id on as many deals: one is made, the others are told that it is taken', async () => {
    const deals = await times(16, () => dealOf(world));
    const externalId = `ext-${Math.random()}`;
    const answers = await times(16, (n) => {
      const { opportunityId, productId } = deals[n] as (typeof deals)[number];
      const input = { opportunityId, externalId, lines: [{ productId, quantity: 1 }] };
      return ae.mutate('createQuote', input, '... on QuoteCreated { created } ... on InvalidInput { fields { path } }');
    });
    expect(counted(answers)).toEqual({ QuoteCreated: 1, InvalidInput: 15 });
    for (const { fields } of answers) expect(fields ?? [{ path: 'externalId' }]).toEqual([{ path: 'externalId' }]);
  });
});

it('a quote of an external id that its deal knows is found again', async () => {
  const { opportunityId, productId } = await dealOf(world);
  const input = { opportunityId, externalId: `ext-${Math.random()}`, lines: [{ productId, quantity: 1 }] };
  const create = () => ae.mutate('createQuote', input, '... on QuoteCreated { quoteId created }');
  const first = await create();
  expect(await create()).toEqual({ ...first, created: false });
});

describe('an idempotency key', () => {
  const create = (deal: { opportunityId: string; productId: string }, idempotencyKey: string, quantity = 1) =>
    ae.mutate(
      'createQuote',
      { opportunityId: deal.opportunityId, lines: [{ productId: deal.productId, quantity }], idempotencyKey },
      '... on QuoteCreated { quoteId created } ... on IdempotencyConflict { message }',
    );

  it('raced by 50 makes one quote, and gives everybody the same answer', async () => {
    const deal = await dealOf(world);
    const answers = await times(50, () => create(deal, 'raced'));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ __typename: 'QuoteCreated', created: true });
    expect(await stepsOf(deal.opportunityId, 'CREATE_QUOTE')).toHaveLength(1);
  });

  it('raced by 50 with two inputs makes what came first, and tells the others of the conflict', async () => {
    const deal = await dealOf(world);
    const answers = await times(50, (n) => create(deal, 'two inputs', (n % 2) + 1));
    const [won, lost] = [0, 1]
      .map((parity) => answers.filter((_, n) => n % 2 === parity))
      .sort((a, b) =>
        (b[0] as { __typename: string }).__typename.localeCompare((a[0] as { __typename: string }).__typename),
      );
    expect(new Set(won?.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(won?.[0]).toMatchObject({ __typename: 'QuoteCreated', created: true });
    expect(counted(lost ?? [])).toEqual({ IdempotencyConflict: 25 });
    expect(await stepsOf(deal.opportunityId, 'CREATE_QUOTE')).toHaveLength(1);
  });

  it('with other input conflicts, and with the same input gets the saved answer', async () => {
    const deal = await dealOf(world);
    const first = await create(deal, 'again');
    expect(await create(deal, 'again', 2)).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(await create(deal, 'again')).toEqual(first);
    expect(await stepsOf(deal.opportunityId, 'CREATE_QUOTE')).toHaveLength(1);
  });

  it('answers a submission as it was answered, whatever happened since', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.draft(ae, { discount: 2_500 });
    const first = await submit(ae, quoteId, { version: 1, idempotencyKey: 'submitted' });
    const [{ id, version }] = await approvalsOf(ae, quoteId);
    await decideOne(manager, { approvalId: id, version, decision: 'APPROVE' });
    expect(await submit(ae, quoteId, { version: 1, idempotencyKey: 'submitted' })).toEqual(first);
    expect((await quoteOf(ae, quoteId)).status).toBe('APPROVED');
  });

  it('of one caller is not that of another', async () => {
    const deal = await dealOf(world);
    await create(deal, 'mine');
    const other = await world.as('player-manager');
    const input = {
      opportunityId: deal.opportunityId,
      lines: [{ productId: deal.productId, quantity: 9 }],
      idempotencyKey: 'mine',
    };
    expect(await other.mutate('createQuote', input, '')).toMatchObject({ __typename: 'QuoteCreated' });
  });

  it('saves nothing that was refused as invalid', async () => {
    const deal = await dealOf(world);
    expect(await create(deal, 'mended', 0)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await create(deal, 'mended', 1)).toMatchObject({ __typename: 'QuoteCreated' });
  });
});
