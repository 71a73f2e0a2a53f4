import { describe, expect, it, jest } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import type { StateFinding } from '../../src/evidence/index.js';
import { findingsOf } from '../kit/findings.js';
import { altered, createEdge, deleteEdge, otherThan, saidBy } from './alterations.js';
import { busyWorld } from './busy-world.js';

const world = await busyWorld();
jest.setTimeout(600_000);

/** Every edge type that some kind answers for. */
const types = [
  ...new Set([
    ...rebuilds.flatMap(({ nodes }) => nodes.flatMap(({ out = [], in: incoming = [] }) => [...out, ...incoming])),
    ...rebuilds.flatMap(({ datedEdges = [] }) => datedEdges.flatMap((dated) => dated.types)),
  ]),
].sort();

interface Sample {
  type: string;
  e: string;
  a: string;
  b: string;
  /** Ids of both ends. */
  ids: string[];
  properties: Record<string, unknown>;
  /** Another node of the other end's labels. */
  elsewhere: string;
}

/** One edge of a type for each pair of labels that it leads between. */
const samplesOf = (type: string): Promise<Sample[]> =>
  world.cypher<Sample>(
    `MATCH (a)-[r:${type}]->(b) WHERE a.tenantId = $tenantId
    WITH labels(a) AS from, labels(b) AS to, collect({a: a, r: r, b: b})[0] AS one
    WITH one.a AS a, one.r AS r, one.b AS b, to
    CALL (a, b, to) {
      MATCH (other:$(to) {tenantId: $tenantId}) WHERE labels(other) = to AND other <> b AND NOT (a)-->(other)
      RETURN elementId(other) AS elsewhere LIMIT 1
    }
    RETURN type(r) AS type, elementId(r) AS e, elementId(a) AS a, elementId(b) AS b, properties(r) AS properties, elsewhere,
      [coalesce(a.id, a.value), b.id] AS ids`,
  );

/** One look at everything takes long: in each round one edge of every type is altered. */
async function eachRound(
  look: (round: Sample[]) => Promise<unknown>,
  several: (one: Sample) => Sample[] = (one) => [one],
): Promise<void> {
  // Anew for each look: an edge that is made again is another one.
  const all = await Promise.all(types.map(async (type) => (await samplesOf(type)).flatMap(several)));
  for (let n = 0; all.some((ofType) => ofType.length > n); n++) await look(all.flatMap((ofType) => ofType[n] ?? []));
}

/** All that was found of each type is about its edge, and is of these kinds; nothing else was found. */
async function expectEach(findings: StateFinding[], round: Sample[], kinds: string[] | null): Promise<void> {
  for (const { edge, sentence, receipt, kind } of findings) {
    const { ids = [] } = round.find(({ type }) => type === edge?.type) ?? {};
    expect({ sentence, isOfEdge: ids.some((id) => sentence.includes(id)) }).toMatchObject({ isOfEdge: true });
    if (kind === 'extra') continue;
    const said = await saidBy(world, receipt?.id ?? '');
    expect(ids.some((id) => said.includes(id))).toBe(true);
  }
  const told = round.map(({ type }) => {
    const found = findings.filter(({ edge }) => edge?.type === type).map(({ kind }) => kind);
    return { type, kinds: kinds ? [...new Set(found)].sort() : found.length > 0 };
  });
  expect(told).toEqual(round.map(({ type }) => ({ type, kinds: kinds ?? true })));
}

const each = async <T>(round: readonly T[], task: (one: T) => Promise<unknown>) => {
  for (const one of round) await task(one);
};
const created = async (round: readonly Sample[], ends: (one: Sample) => object = () => ({})): Promise<string[]> => {
  const made: string[] = [];
  await each(round, async (one) => made.push(await createEdge(world, one.type, { ...one, ...ends(one) })));
  return made;
};
const deleted = (edges: readonly string[]) => each(edges, (e) => deleteEdge(world, e));
const edgesOf = (round: readonly Sample[]) => round.map(({ e }) => e);

describe('of every type of edge', () => {
  it('the busy world has one', async () => {
    const counts = await Promise.all(types.map(async (type) => ({ type, there: (await samplesOf(type)).length > 0 })));
    expect(counts.filter(({ there }) => !there)).toEqual([]);
  });

  it('one that was deleted', () =>
    eachRound(async (round) => {
      const findings = await altered(
        world,
        () => deleted(edgesOf(round)),
        () => created(round),
      );
      await expectEach(findings, round, ['missing']);
    }));

  it('one that nobody told, beside the one that was or elsewhere', () =>
    eachRound(async (round) => {
      for (const ends of [() => ({}), ({ elsewhere }: Sample) => ({ b: elsewhere })]) {
        const made = await created(round, ends);
        const findings = await findingsOf(world).finally(() => deleted(made));
        await expectEach(findings, round, ['extra']);
      }
    }));

  it('one that leads elsewhere', () =>
    eachRound(async (round) => {
      await deleted(edgesOf(round));
      const made = await created(round, ({ elsewhere }) => ({ b: elsewhere }));
      const findings = await findingsOf(world).finally(async () => {
        await deleted(made);
        await created(round);
      });
      await expectEach(findings, round, ['extra', 'missing']);
    }));

  it('each of its properties, and one that it should not have', async () => {
    const withEach = (one: Sample) =>
      Object.keys({ ...one.properties, forged: null }).map((name) => ({ ...one, name }));
    const set = (round: Sample[], altering: (value: unknown) => unknown) => () =>
      each(round as ReturnType<typeof withEach>, ({ e, name, properties }) =>
        world.cypher('MATCH (a)-[r]->() WHERE elementId(r) = $e AND a.tenantId = $tenantId SET r[$name] = $to', {
          ...{ e, name, to: altering(properties[name]) },
        }),
      );
    await eachRound(async (round) => {
      const findings = await altered(
        world,
        set(round, otherThan),
        set(round, (value) => value ?? null),
      );
      await expectEach(findings, round, null);
    }, withEach);
  });
});

it('and nothing when all is as it was', async () => expect(await findingsOf(world)).toEqual([]));
