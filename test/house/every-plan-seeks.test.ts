import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allStatements } from '../../cypher/all-statements.js';
import type { Statement } from '../../cypher/statement.js';
import { Graph } from '../../src/kernel/graph.js';
import { World } from '../kit/fresh-world.js';
import { clausesOf } from './cypher-clauses.js';
import { type Plan, planFindings } from './plan-rules.js';
import { EXEMPT, unexpectedFindings } from './plans.js';

const ordersByIdLast = (body: string) => body.split(',').length > 2 && /\.id( DESC)?$/.test(body.trim());

/**
 * A page in the order of an index names that index, and so does whoever asks for any id, which only an index wants: on an
 * empty graph the planner may as well take the index on ids and read all of a tenant.
 */
const namesNoIndex = (text: string): boolean => {
  const clauses = clausesOf(text);
  const isNamed = (at: number) => clauses.slice(0, at).some(({ keyword }) => keyword === 'USING INDEX SEEK');
  return clauses.some(({ keyword, body }, at) => {
    if (keyword === 'ORDER BY') return ordersByIdLast(body) && clauses[at + 1]?.keyword === 'LIMIT' && !isNamed(at);
    return (
      keyword === 'WHERE' &&
      /(?<![\w.])\w+\.id (IS NOT NULL|> '')/.test(body) &&
      clauses[at - 1]?.keyword !== 'USING INDEX SEEK'
    );
  });
};

describe('every plan', () => {
  let graph: Graph;
  let statements: Statement<object, unknown>[];
  beforeAll(async () => {
    graph = new Graph({
      uri: process.env.NEO4J_URI ?? '',
      user: process.env.NEO4J_USER ?? 'neo4j',
      password: process.env.NEO4J_PASSWORD ?? '',
      database: process.env.NEO4J_DATABASE ?? 'neo4j',
    });
    statements = await allStatements();
  });
  afterAll(() => graph.close());

  const findings = async (text: string, mode: 'read' | 'write' = 'read') =>
    planFindings((await graph.explain(text)) as Plan, { mode, text });

  it('seeks its way', async () => {
    let found = await unexpectedFindings(graph, statements);
    // Of a label that has a handful of nodes so far, since other tests have only begun, all may be read: what counts is the way among more.
    for (let tries = 0; tries < 3 && found.length > 0; tries++) {
      await (await World.create()).close();
      const suspected = statements.filter(({ name }) => found.some((finding) => finding.startsWith(`${name}: `)));
      found = await unexpectedFindings(graph, suspected, { anew: true });
    }
    expect(found).toEqual([]);
  }, 300_000);

  it('of a page follows the index that its statement names', () => {
    expect(statements.filter(({ text }) => namesNoIndex(text)).map(({ name }) => name)).toEqual([]);
    expect(namesNoIndex('MATCH (q:Quote) RETURN q ORDER BY q.tenantId, q.createdAt, q.id LIMIT $n')).toBe(true);
    expect(namesNoIndex('MATCH (q:Quote {ownerId: $o}) WHERE q.createdAt > $c AND q.id IS NOT NULL RETURN q')).toBe(
      true,
    );
  });

  it('is exempt only where it has to be', async () => {
    for (const [name, finding] of Object.entries(EXEMPT)) {
      const statement = statements.find((one) => one.name === name);
      expect({ name, found: await findings(statement?.text ?? '') }).toEqual({
        name,
        found: [expect.stringMatching(finding)],
      });
    }
  });

  const T = 'tenantId: $tenantId';
  it.each([
    ['all nodes', 'MATCH (n) RETURN n', /^AllNodesScan/],
    ['a label', 'MATCH (q:Quote) RETURN q', /^NodeByLabelScan/],
    ['an index from end to end', 'MATCH (h:LogHead) WHERE h.tenantId IS NOT NULL RETURN h', /^NodeIndexScan/],
    ['every relationship of a type', 'MATCH ()-[r:HAS_QUOTE]->() RETURN r', /^DirectedRelationshipTypeScan/],
    ['rows in no order', `MATCH (q:Quote {${T}, id: $id})-->(v) RETURN v.name ORDER BY v.name`, /^Sort/],
    ['the best of all', `MATCH (q:Quote {${T}, id: $id})-->(v) RETURN v.name ORDER BY v.name LIMIT 3`, /^Top/],
    [
      'all of a tenant in part',
      `MATCH (q:Quote {${T}}) USING INDEX SEEK q:Quote(tenantId, id) WHERE q.id IS NOT NULL
       RETURN q.id ORDER BY q.tenantId, q.createdAt LIMIT 3`,
      /^PartialTop/,
    ],
    [
      'every id of a tenant',
      `MATCH (q:Quote {${T}, currency: $c}) WHERE q.id IS NOT NULL RETURN q.id`,
      /^NodeUniqueIndexSeek/,
    ],
    [
      'each with each',
      `MATCH (a:Quote {${T}}), (b:Quote {${T}}) WHERE a.id > $a AND b.id > $b RETURN a.id, b.id`,
      /^CartesianProduct/,
    ],
  ])('that walks %s is found', async (_, text, finding) => {
    expect(await findings(text)).toContainEqual(expect.stringMatching(finding));
  });

  it('may join what is found by unique keys', async () => {
    const text = `MATCH (a:Quote {${T}, id: $a}), (b:Quote {${T}, id: $b}) RETURN a.status, b.status`;
    expect(await findings(text)).toEqual([]);
  });
});
