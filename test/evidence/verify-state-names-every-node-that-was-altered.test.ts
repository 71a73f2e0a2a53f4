import { describe, expect, it, jest } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import type { StateFinding } from '../../src/evidence/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { uniqueKeys } from '../house/statements.js';
import { findingsOf } from '../kit/findings.js';
import { altered, createNode, deleteNode, otherThan, saidBy, setProperty, type Whole, whole } from './alterations.js';
import { busyWorld } from './busy-world.js';

const world = await busyWorld();
const kinds = rebuilds.flatMap(({ nodes }) => nodes);
const satellites = rebuilds.flatMap((slice) => slice.satellites ?? []);
const keys = uniqueKeys();
// A round takes as long as a slow machine lets it.
jest.setTimeout(600_000);

/** What identifies a node for its receipts. */
const IDENTITY: Record<string, string[]> = { Role: ['name'], ImportChunk: ['runId', 'seq'] };
const identity = (label: string) => IDENTITY[label] ?? ['id'];
const keyOf = (label: string, { properties }: Pick<Whole, 'properties'>) =>
  identity(label)
    .map((name) => properties[name])
    .join(' ');

/** For every property that a node of this label has: one node that has it. A label without any node fails. */
async function samples(label: string): Promise<[name: string, node: Whole][]> {
  const rows = await world.cypher<{ name: string; e: string }>(
    `MATCH (n:${label} {tenantId: $tenantId}) UNWIND keys(n) AS name WITH name, n ORDER BY n.createdAt DESC
    RETURN name, collect(elementId(n))[0] AS e ORDER BY name`,
  );
  const found: [string, Whole][] = [];
  for (const { name, e } of rows)
    if (name !== '_lock' && name !== 'tenantId') found.push([name, await whole(world, e)]);
  if (found.length === 0) throw new Error(`The busy world has no ${label}: nothing shows that an altered one is named`);
  return found;
}

/** A node of the same label that no receipt tells of; null where a tenant can have but one. */
function another({ labels, properties }: Whole): Omit<Whole, 'e'> | null {
  const unique = keys[labels.find((label) => label !== 'Entity') ?? ''] ?? [];
  if (unique.some((key) => key.join() === 'tenantId')) return null;
  const different = (name: string) => (name === 'id' ? newId() : otherThan(properties[name]));
  const names = [...new Set([...unique.flat(), 'id'])].filter((name) => name !== 'tenantId' && name in properties);
  return {
    labels,
    properties: { ...properties, ...Object.fromEntries(names.map((name) => [name, different(name)])) },
    ...{ out: [], in: [] },
  };
}

/** A node of a kind, with one of its properties. */
interface Sample {
  label: string;
  /** What identifies it for whoever is told of it. */
  id: string;
  name: string;
  node: Whole;
}

async function samplesOfAll(): Promise<Sample[]> {
  const all = await Promise.all(
    kinds.map(async ({ label }) =>
      (await samples(label)).map(([name, node]) => ({ label, id: keyOf(label, node), name, node })),
    ),
  );
  return all.flat();
}

/** One node of each kind. */
const oneOfEach = async (): Promise<Sample[]> =>
  (await samplesOfAll()).filter(({ label }, n, all) => all[n - 1]?.label !== label);

/** One look at everything takes long: in each round one property of every kind is altered, of different nodes. */
function roundsOf(all: readonly Sample[]): Sample[][] {
  const rounds: Sample[][] = [];
  for (const one of all) {
    const isFree = (round: Sample[]) => !round.some(({ label, node }) => label === one.label || node.e === one.node.e);
    const free = rounds.find(isFree);
    if (free) free.push(one);
    else rounds.push([one]);
  }
  return rounds;
}

const isOf = ({ label, id }: Sample, { node }: StateFinding) => node?.label === label && node.id === id;
const inTurn = async (all: readonly Sample[], task: (one: Sample) => Promise<unknown>) => {
  for (const one of all) await task(one);
};

/** What is found while each of these nodes has another value. */
const withValues = (all: readonly Sample[], altering: (one: Sample) => unknown) =>
  altered(
    world,
    () => inTurn(all, (one) => setProperty(world, one.node.e, one.name, altering(one))),
    () => inTurn(all, ({ node, name }) => setProperty(world, node.e, name, node.properties[name] ?? null)),
  );

const everything = await samplesOfAll();
const isIdentity = ({ label, name }: Sample) => identity(label).includes(name);
/** Ids are at the ends of edges too; whatever else is altered is named alone. */
const isAtEdges = (one: Sample) => isIdentity(one) || one.name === 'id';
const rounds = [...roundsOf(everything.filter(isAtEdges)), ...roundsOf(everything.filter((one) => !isAtEdges(one)))];

describe('of every kind of node', () => {
  it.each(rounds.map((round) => [[...new Set(round.map(({ name }) => name))].join(', '), round] as const))(
    'an altered property: %s',
    async (_, round) => {
      const findings = await withValues(round, ({ name, node }) => otherThan(node.properties[name]));
      const told = round.map((one) => {
        const named = findings.filter((finding) => {
          const { property, kind, edge, sentence } = finding;
          const isWhole = isIdentity(one) ? kind === 'missing' && edge === null : sentence.includes('digest');
          return isOf(one, finding) && (isWhole || property === one.name || property === `${one.name}Sha256`);
        });
        return { one, named };
      });
      expect(told.filter(({ named }) => named.length !== 1)).toEqual([]);
      for (const { one, named } of told) {
        const said = await saidBy(world, named[0]?.receipt?.id ?? '');
        expect(said).toContain(String(one.node.properties[identity(one.label)[0] ?? '']));
      }
      if (round.some(isAtEdges)) return;
      expect(findings.filter((finding) => !told.some(({ named }) => named.includes(finding)))).toEqual([]);
    },
  );

  /** Each of these nodes is told of once, and nothing else. */
  function expectEachOnce(findings: readonly StateFinding[], all: readonly Sample[], kind: string): void {
    expect(all.filter((one) => findings.filter((finding) => isOf(one, finding)).length !== 1)).toEqual([]);
    expect(findings.filter((finding) => finding.kind !== kind)).toEqual([]);
    expect(findings).toHaveLength(all.length);
  }

  it.each([
    ['a property that no receipt tells', 'forged', 'by hand'],
    ['a property that is gone', 'createdAt', null],
  ])('%s', async (_, name, value) => {
    const nodes = (await oneOfEach()).map((one) => ({ ...one, name }));
    expectEachOnce(await withValues(nodes, () => value), nodes, 'differs');
  });

  it('another label, or none', async () => {
    const nodes = await oneOfEach();
    const relabelled = (change: (label: string) => string) => () =>
      inTurn(nodes, ({ label, node: { e } }) =>
        world.cypher(`MATCH (n) WHERE elementId(n) = $e AND n.tenantId = $tenantId ${change(label)}`, { e }),
      );
    const more = await altered(
      world,
      relabelled(() => 'SET n:Forged'),
      relabelled(() => 'REMOVE n:Forged'),
    );
    expectEachOnce(more, nodes, 'differs');
    const less = await altered(
      world,
      relabelled((label) => `REMOVE n:${label}`),
      relabelled((label) => `SET n:${label}`),
    );
    expect(nodes.filter((one) => !less.some((finding) => isOf(one, finding)))).toEqual([]);
  });

  it('one that was deleted', async () => {
    for (let left = new Set(kinds.map(({ label }) => label)); left.size > 0; ) {
      const gone = apart((await oneOfEach()).filter(({ label }) => left.has(label)));
      await inTurn(gone, ({ node }) => deleteNode(world, node.e));
      const findings = await findingsOf(world).finally(() => inTurn(gone, ({ node }) => createNode(world, node)));
      for (const { label, id } of gone) {
        expect(findings).toContainEqual(expect.objectContaining({ kind: 'missing', node: { label, id }, edge: null }));
      }
      // Their edges went with them.
      for (const { edge, sentence } of findings)
        if (edge)
          expect({ sentence, isOfOne: gone.some(({ id }) => sentence.includes(id)) }).toMatchObject({ isOfOne: true });
      left = new Set([...left].filter((label) => !gone.some((one) => one.label === label)));
    }
  });

  it('one that nobody told', async () => {
    const nodes = await oneOfEach();
    const extras = nodes.flatMap((one) => {
      const node = another(one.node);
      return node ? { ...one, id: keyOf(one.label, node), node: { ...node, e: '' } } : [];
    });
    const only = nodes.filter(({ label }) => !extras.some((extra) => extra.label === label));
    for (const { node } of only) {
      await expect(createNode(world, { ...node, out: [], in: [] })).rejects.toThrow(/already exists/);
    }
    const made: string[] = [];
    await inTurn(extras, async ({ node }) => made.push(await createNode(world, node)));
    const findings = await findingsOf(world).finally(async () => {
      for (const e of made) await deleteNode(world, e);
    });
    expectEachOnce(findings, extras, 'extra');
    expect(findings.filter(({ receipt }) => receipt !== null)).toEqual([]);
  });
});

/** As many of these as have no edge to each other: whoever is made again has its edges to those that are there. */
function apart(all: readonly Sample[]): Sample[] {
  const beside = new Set<string>();
  return all.filter(({ node }) => {
    if (beside.has(node.e)) return false;
    for (const { other } of [...node.out, ...node.in]) beside.add(other);
    return true;
  });
}

it.each(satellites.map(({ label }) => label))('a %s that nothing tells of', async (label) => {
  const [[, node] = []] = await samples(label);
  const e = await createNode(world, another(node as Whole) as Whole);
  const findings = await findingsOf(world).finally(() => deleteNode(world, e));
  expect(findings).toMatchObject([{ kind: 'extra', node: { label } }]);
});

it('and nothing when all is as it was', async () => expect(await findingsOf(world)).toEqual([]));
