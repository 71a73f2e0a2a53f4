import { beforeAll, describe, expect, it, jest } from '@jest/globals';
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
      MATCH (other) WHERE other.tenantId = $tenantId AND labels(other) = to AND other <> b AND NOT (a)-->(other)
      RETURN elementId(other) AS elsewhere LIMIT 1
    }
    RETURN elementId(r) AS e, elementId(a) AS a, elementId(b) AS b, properties(r) AS properties, elsewhere,
      [coalesce(a.id, a.value), b.id] AS ids`,
  );

describe.each(types)('of %s', (type) => {
  let samples: Sample[];
  beforeAll(async () => {
    samples = await samplesOf(type);
  });

  /** All that was found is about this edge; gives the kinds. */
  async function kindsOf(findings: StateFinding[], { ids }: Sample): Promise<string[]> {
    for (const { edge, sentence, receipt, kind } of findings) {
      expect({ type: edge?.type, sentence }).toMatchObject({ type });
      expect(ids.some((id) => sentence.includes(id))).toBe(true);
      if (kind === 'extra') continue;
      const said = await saidBy(world, receipt?.id ?? '');
      expect(ids.some((id) => said.includes(id))).toBe(true);
    }
    return [...new Set(findings.map(({ kind }) => kind))].sort();
  }

  it('the busy world has one', () => expect(samples.length).toBeGreaterThan(0));

  it('one that was deleted', async () => {
    for (const sample of samples) {
      const undo = () => createEdge(world, type, sample);
      const findings = await altered(world, () => deleteEdge(world, sample.e), undo);
      expect(await kindsOf(findings, sample)).toEqual(['missing']);
    }
    samples = await samplesOf(type);
  });

  it('one that nobody told, beside the one that was or elsewhere', async () => {
    for (const sample of samples) {
      for (const b of [sample.b, sample.elsewhere]) {
        const e = await createEdge(world, type, { ...sample, b });
        const findings = await findingsOf(world).finally(() => deleteEdge(world, e));
        expect(await kindsOf(findings, sample)).toEqual(['extra']);
      }
    }
  });

  it('one that leads elsewhere', async () => {
    for (const sample of samples) {
      await deleteEdge(world, sample.e);
      const e = await createEdge(world, type, { ...sample, b: sample.elsewhere });
      const findings = await findingsOf(world).finally(async () => {
        await deleteEdge(world, e);
        await createEdge(world, type, sample);
      });
      expect(await kindsOf(findings, sample)).toEqual(['extra', 'missing']);
    }
    samples = await samplesOf(type);
  });

  it('each of its properties, and one that it should not have', async () => {
    for (const sample of samples) {
      for (const [name, value] of [...Object.entries(sample.properties), ['forged', undefined] as const]) {
        const set = (to: unknown) => () =>
          world.cypher('MATCH (a)-[r]->() WHERE elementId(r) = $e AND a.tenantId = $tenantId SET r[$name] = $to', {
            ...{ e: sample.e, name, to },
          });
        const findings = await altered(world, set(otherThan(value)), set(value ?? null));
        expect({ name, findings }).not.toMatchObject({ findings: [] });
        expect(await kindsOf(findings, sample)).not.toEqual([]);
      }
    }
  });
});

it('and nothing when all is as it was', async () => expect(await findingsOf(world)).toEqual([]));
