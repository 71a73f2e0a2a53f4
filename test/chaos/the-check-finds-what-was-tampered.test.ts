import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { check } from '../../chaos/check/index.js';
import type { CheckedWorld, Entry, Finding } from '../../chaos/world.js';
import { type Made, Story, tell } from './checked-story.js';
import { TAMPERINGS } from './tamperings.js';

jest.setTimeout(60_000);
let story: Story;
let made: Made;

/** Looks once, without waiting: nothing is under way here, what is not in its place will not get there. */
const look = (instead: Partial<CheckedWorld> = {}): Promise<Finding[]> =>
  check(story.seen(instead), { quietWithinMs: 0, looks: 1 });
const rulesOf = (findings: Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

beforeAll(async () => {
  story = await Story.begin();
  made = await tell(story);
}, 240_000);

it('finds nothing where nothing is wrong, looking at all of it and at what is new', async () => {
  expect(await look()).toEqual([]);
  story.round = 2;
  const another = { externalId: 'crm-2', email: 'e@pooled-later.com' };
  await story.ask('ingestLead', 'sdr', another);
  await story.world.settle();
  expect(await look({ isWhole: false })).toEqual([]);
  expect(await look()).toEqual([]);
});

it('says what is still under way: receipts that nobody sealed, leads that nobody routed, jobs that were given up', async () => {
  await story.ask('ingestLead', 'sdr', { externalId: 'crm-3', email: 'f@pooled-last.com' });
  const unsettled = await look({ isWhole: false });
  expect(unsettled).toContainEqual(expect.objectContaining({ rule: 'log', what: '1 receipts are not sealed' }));
  expect(rulesOf(unsettled)).toEqual(expect.arrayContaining(['acknowledged-once', 'lead-place']));
  await story.world.settle();
  expect(await look({ isWhole: false })).toEqual([]);
  const redis = new Redis(story.seen().redis.url);
  const failed = `${story.seen().redis.prefix}:jobs:routing:failed`;
  await redis.zadd(failed, 1, 'on-lead-ingested_some-receipt');
  expect(await look({ isWhole: false })).toMatchObject([
    { rule: 'jobs', what: expect.stringContaining('were given up') },
  ]);
  await redis.zrem(failed, 'on-lead-ingested_some-receipt');
  redis.disconnect();
});

describe('finds what was changed past the product:', () => {
  it.each(TAMPERINGS)('$what', async ({ does, undo, finds }) => {
    await story.world.cypher(`${does} RETURN 1`.replace(/(DELETE \w+|REMOVE \S+) RETURN 1/, '$1'), made);
    const findings = await look();
    await story.world.cypher(undo, made);
    for (const [rule, words] of finds) {
      expect(findings).toContainEqual(expect.objectContaining({ rule, what: expect.stringMatching(words) }));
    }
    expect(await look()).toEqual([]);
  });
});

describe('finds what clients were told wrongly:', () => {
  const journalWith = (kind: Entry['kind'], change: (entry: Entry) => Entry | null): Entry[] => {
    const at = story.journal.findIndex((entry) => entry.kind === kind && entry.outcome?.created !== false);
    const changed = change(story.journal[at] as Entry);
    return story.journal.flatMap((entry, n) => (n === at ? (changed ?? []) : entry));
  };

  it.each(['ingestLead', 'createQuote', 'submitQuote', 'decideApproval', 'assignSeat', 'releaseSeat'] as const)(
    'a %s that nobody asked for',
    async (kind) => {
      expect(rulesOf(await look({ journal: journalWith(kind, () => null) }))).toContain('unasked');
    },
  );

  it('a refusal that nobody was told of, and one that left no receipt', async () => {
    const refused = story.journal.find(({ state }) => state === 'refused') as Entry;
    const without = story.journal.filter(({ id }) => id !== refused.id);
    expect(rulesOf(await look({ journal: [...without] }))).toEqual(['unasked']);
    const twice = [...story.journal, { ...refused, id: 'again', idempotencyKey: 'again' }];
    expect(rulesOf(await look({ journal: twice }))).toEqual(['acknowledged-once']);
  });

  it('an acknowledged write that is not there', async () => {
    const lost = (entry: Entry): Entry => ({ ...entry, idempotencyKey: 'never sent' });
    expect(rulesOf(await look({ journal: journalWith('submitQuote', lost) }))).toEqual([
      'acknowledged-once',
      'unasked',
    ]);
  });

  it('two answers to one key', async () => {
    const other = (entry: Entry): Entry => {
      const outcome = { ...entry.outcome, quoteStatus: 'REJECTED' };
      const body = { data: { decideApproval: outcome } };
      return { ...entry, answers: [{ ...(entry.answers[0] as Entry['answers'][0]), body }, ...entry.answers] };
    };
    expect(rulesOf(await look({ journal: journalWith('decideApproval', other) }))).toEqual(['acknowledged-once']);
  });

  it("rows of another tenant, in a list, by their id, and in a write's answer", async () => {
    const own = { round: 2, at: 0, tenantId: story.tenant.id, caller: 'somebody', field: 'leads', foreign: null };
    expect(await look({ reads: [{ ...own, ids: made.leads }] })).toEqual([]);
    const stranger = await Story.begin();
    const theirs = stranger.world.id('ae');
    const tenants = [story.tenant, stranger.tenant];
    const journal = [...story.journal, ...stranger.journal];
    const shown = { tenants, journal, reads: [{ ...own, ids: [...made.leads, theirs] }] };
    expect(await look(shown)).toMatchObject([
      { rule: 'foreign', what: expect.stringContaining(`a User of tenant ${stranger.tenant.id}`) },
    ]);
    const byId = { ...own, field: 'lead', foreign: stranger.tenant.id, ids: [theirs] };
    expect(rulesOf(await look({ tenants, journal, reads: [byId] }))).toEqual(['foreign']);
    const told = (entry: Entry): Entry => {
      const answer = {
        ...(entry.answers[0] as Entry['answers'][0]),
        body: { data: { releaseSeat: { ...entry.outcome, user: { id: theirs } } } },
      };
      return { ...entry, answers: [answer], outcome: null };
    };
    expect(rulesOf(await look({ tenants, journal: journalWith('releaseSeat', told) }))).toEqual(['foreign']);
  });
});
