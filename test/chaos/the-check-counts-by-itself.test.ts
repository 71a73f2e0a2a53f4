import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { chainProblems } from '../../chaos/check/chains.js';
import { leafHash, Tree } from '../../chaos/check/merkle.js';
import { readCheckpoint } from '../../chaos/check/note.js';
import type { Body, StoredReceipt } from '../../chaos/check/receipts.js';
import { SeatCounts } from '../../chaos/check/seat-counts.js';
import { Turns } from '../../chaos/check/turns.js';

/** The worked example of the page that says what a receipt is. */
const page = readFileSync('docs/receipt-format.md', 'utf8');
const block = (name: string): string => new RegExp(`\`\`\`${name}\n([\\s\\S]*?)\n\`\`\``).exec(page)?.[1] ?? '';
const lines = block('jsonl export')
  .split('\n')
  .map((line) => JSON.parse(line));
const note = `${block('text checkpoint')}\n`;
const key = block('text verifier-key');

/** An exported line as the graph would have it. */
const stored = ({ body, sha256, business, business_salt: salt }: any): StoredReceipt => ({
  node: {
    id: body.id,
    tenantId: body.tenant_id,
    workflowId: body.workflow_id,
    workflowKind: body.workflow_kind,
    workflowSeq: body.workflow_seq,
    step: body.workflow_step,
    outcome: body.outcome,
    subjectType: body.subject.type,
    subjectId: body.subject.id,
    resourceType: body.resource_ref.type,
    resourceId: body.resource_ref.id,
    leafIndex: 0,
    body: canonicalize(body) as string,
    sha256,
  },
  labels: ['Receipt'],
  payloads: [{ labels: ['BusinessPayload'], salt, content: canonicalize(business) as string }],
  evidences: [body.workflow_id],
});
const problemsOf = (line: any, change: (receipt: StoredReceipt, body: Body) => void = () => undefined): string[] => {
  const receipt = stored(line);
  const body = structuredClone(line.body);
  change(receipt, body);
  const before = lines[0].body;
  const end = { kind: 'lead', seq: 1, sha256: lines[0].sha256, id: before.id, at: before.timestamp };
  return chainProblems(before.tenant_id, receipt, body, end);
};

describe('chains, against the worked example', () => {
  it('hold as they are', () => expect(problemsOf(lines[1])).toEqual([]));

  it.each<[string, (receipt: StoredReceipt, body: Body) => void, RegExp]>([
    ['a place that is skipped', (_, body) => (body.workflow_seq = 3), /its place is 3, the next is 2/],
    ['another predecessor', (_, body) => (body.previous_sha256 = 'f'), /it links to f/],
    ['a time before', (_, body) => (body.timestamp = '2020-01-01T00:00:00.000Z'), /is before/],
    ['a key too many', (_, body) => Object.assign(body, { more: 1 }), /its body has other keys/],
    ['another hash', ({ node }) => (node.sha256 = 'f'), /its sha256 is f/],
    ['a body that is not canonical', ({ node }) => (node.body = ` ${node.body}`), /its body is not canonical/],
    ['another step beside the body', ({ node }) => (node.step = 'TOUCH_LEAD'), /the graph says its step is TOUCH_LEAD/],
    ['a second payload', ({ payloads }) => payloads.push(...payloads), /one business payload and has 2/],
    ['no edge to its workflow', ({ evidences }) => evidences.pop(), /no EVIDENCES edge/],
  ])('show %s', (_, change, words) => {
    expect(problemsOf(lines[1], change)).toContainEqual(expect.stringMatching(words));
  });
});

describe('the tree', () => {
  it('has the root and is signed as the worked example says', () => {
    const tree = new Tree();
    for (const { body } of lines) tree.append(leafHash(Buffer.from(canonicalize(body) as string)));
    expect(tree.root().toString('hex')).toBe('53f49205fdeb48dcca5b3f2d9fc4d9c7afdfe6d63e1defbbfc6cb4f08104929f');
    expect(readCheckpoint(note, key)).toEqual({ size: 3, root: tree.root() });
    expect(readCheckpoint(note.replace('\n3\n', '\n4\n'), key)).toMatch(/no line of it is a signature/);
    expect(new Tree().root().toString('hex')).toBe(createHash('sha256').digest('hex'));
  });

  it('fills tiles of 256 on every level, whose edge is what is left', () => {
    const tree = new Tree();
    for (let n = 0; n < 65_536 + 256 + 3; n++) tree.append(leafHash(Buffer.from(`${n}`)));
    const filled = tree.takeFilled();
    expect(filled).toHaveLength(257 + 1);
    expect(filled.filter(({ level }) => level === 1)).toMatchObject([{ index: 0 }]);
    expect(filled.at(-1)).toMatchObject({ level: 0, index: 256 });
    // Three leaves, the root of tile 256, and that of the 65,536 before.
    expect(tree.edge()).toHaveLength((3 + 1 + 1) * 32);
  });
});

describe('seats', () => {
  const seat = (id: string, userId: string) => ({ type: 'Seat', id, userId, seatType: 'DECISION', state: 'ASSIGNED' });
  const book = (used: number) => ({ type: 'SeatBook', limit: 1, used });

  it('are counted at every receipt, not only at the end', () => {
    const seats = new SeatCounts();
    expect(seats.take([book(1), seat('1', 'a')], false)).toEqual([]);
    expect(seats.take([book(2), seat('2', 'b')], false)).toEqual(['2 decision seats are taken, the limit is 1']);
    expect(seats.take([book(1), { ...seat('1', 'a'), state: 'RELEASED' }], false)).toEqual([]);
    expect(seats.take([book(0)], false)).toEqual(['the book says 0 seats are used, 1 are']);
  });
});

describe('turns', () => {
  const TURN = 232_792_560;
  const state = (a: number, b: number) => [
    { userId: 'a', weight: 1, credit: a },
    { userId: 'b', weight: 1, credit: b },
  ];
  const turn = (ownerId: string, a: number, b: number) => ({
    id: 'turn',
    pool: 'reps',
    ownerId,
    poolState: JSON.stringify(state(a, b)),
    passedOver: JSON.stringify([{ userId: ownerId === 'a' ? 'b' : 'a', reason: 'less_credit' }]),
  });
  const stateOf = (a: number, b: number) =>
    JSON.stringify({ members: state(a, b).map(({ userId, credit }) => ({ handle: userId, credit })) });

  it('add up to what the pool has, and go to whoever is owed most', () => {
    const turns = new Turns();
    expect(turns.take(turn('a', 0, 0))).toEqual([]);
    expect(turns.take(turn('b', -TURN / 2, TURN / 2))).toEqual([]);
    expect(turns.problems('reps', stateOf(0, 0))).toEqual([]);
    expect(turns.take(turn('b', 0, 0))).toEqual(["turn turn of pool reps went to b, it was a's"]);
  });

  it('that two took from one state do not', () => {
    const turns = new Turns();
    turns.take(turn('a', 0, 0));
    turns.take(turn('a', 0, 0));
    expect(turns.problems('reps', stateOf(-TURN / 2, TURN / 2))).toHaveLength(2);
  });
});
