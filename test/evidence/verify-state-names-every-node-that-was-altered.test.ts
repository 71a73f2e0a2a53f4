import { describe, expect, it, jest } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import type { NodeRebuild } from '../../src/kernel/rebuild.js';
import { newId } from '../../src/kernel/values/ids.js';
import { uniqueKeys } from '../house/statements.js';
import { findingsOf } from '../kit/findings.js';
import { altered, createNode, deleteNode, otherThan, saidBy, setProperty, type Whole, whole } from './alterations.js';
import { busyWorld } from './busy-world.js';

const world = await busyWorld();
const kinds = rebuilds.flatMap(({ nodes }) => nodes.map((node): [string, NodeRebuild] => [node.label, node]));
const satellites = rebuilds.flatMap((slice) => slice.satellites ?? []);
const keys = uniqueKeys();
// One label's cases take as long as a slow machine lets them.
jest.setTimeout(600_000);

/** What identifies a node for its receipts. */
const IDENTITY: Record<string, string[]> = { Role: ['name'], ImportChunk: ['runId', 'seq'] };
const identity = (label: string) => IDENTITY[label] ?? ['id'];
const keyOf = ({ label }: { label: string }, { properties }: Pick<Whole, 'properties'>) =>
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

/** What is found while a node's property is another one. */
const withProperty = ({ e, properties }: Whole, name: string, value: unknown) =>
  altered(
    world,
    () => setProperty(world, e, name, value),
    () => setProperty(world, e, name, properties[name] ?? null),
  );

describe.each(kinds)('of a %s', (label, rebuild) => {
  const sample = async () => (await samples(label))[0]?.[1] as Whole;

  it('every property', async () => {
    for (const [name, node] of await samples(label)) {
      const { properties } = node;
      const id = keyOf(rebuild, node);
      const findings = await withProperty(node, name, otherThan(properties[name]));
      const isIdentity = identity(label).includes(name);
      const named = findings.filter(({ node: told, property, kind, edge, sentence }) => {
        const isWhole = isIdentity ? kind === 'missing' && edge === null : sentence.includes('digest');
        const isNamed = property === name || property === `${name}Sha256`;
        return told?.label === label && told.id === id && (isWhole || isNamed);
      });
      expect({ name, findings, named: named.length }).toMatchObject({ named: 1 });
      // Ids are at the ends of edges too; whatever else is altered is named alone.
      if (!isIdentity && name !== 'id') expect(findings).toEqual(named);
      expect(await saidBy(world, named[0]?.receipt?.id ?? '')).toContain(String(properties[identity(label)[0] ?? '']));
    }
  });

  it('a property that no receipt tells, and one that is gone', async () => {
    const node = await sample();
    const told = { kind: 'differs', node: { label, id: keyOf(rebuild, node) } };
    expect(await withProperty(node, 'forged', 'by hand')).toMatchObject([told]);
    expect(await withProperty(node, 'createdAt', null)).toMatchObject([told]);
  });

  it('another label, or none', async () => {
    const node = await sample();
    const relabel = (change: string) => () =>
      world.cypher(`MATCH (n) WHERE elementId(n) = $e AND n.tenantId = $tenantId ${change}`, { e: node.e });
    const id = keyOf(rebuild, node);
    const more = await altered(world, relabel('SET n:Forged'), relabel('REMOVE n:Forged'));
    expect(more).toMatchObject([{ kind: 'differs', node: { label, id } }]);
    const less = await altered(world, relabel(`REMOVE n:${label}`), relabel(`SET n:${label}`));
    expect(less.filter(({ node: told }) => told?.label === label && told.id === id)).not.toEqual([]);
  });

  it('that was deleted', async () => {
    const node = await sample();
    const id = keyOf(rebuild, node);
    await deleteNode(world, node.e);
    const findings = await findingsOf(world).finally(() => createNode(world, node));
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'missing', node: { label, id }, edge: null }));
    // Its edges went with it.
    for (const { edge, sentence } of findings) if (edge) expect(sentence).toContain(id);
  });

  it('that nobody told', async () => {
    const node = await sample();
    const extra = another(node);
    if (!extra) {
      await expect(createNode(world, { ...node, out: [], in: [] })).rejects.toThrow(/already exists/);
      return;
    }
    const e = await createNode(world, extra);
    const findings = await findingsOf(world).finally(() => deleteNode(world, e));
    expect(findings).toMatchObject([{ kind: 'extra', node: { label, id: keyOf(rebuild, extra) }, receipt: null }]);
  });
});

it.each(satellites.map(({ label }) => label))('a %s that nothing tells of', async (label) => {
  const [[, node] = []] = await samples(label);
  const e = await createNode(world, another(node as Whole) as Whole);
  const findings = await findingsOf(world).finally(() => deleteNode(world, e));
  expect(findings).toMatchObject([{ kind: 'extra', node: { label } }]);
});

it('and nothing when all is as it was', async () => expect(await findingsOf(world)).toEqual([]));
