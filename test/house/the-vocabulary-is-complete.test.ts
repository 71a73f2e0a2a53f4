import { beforeAll, describe, expect, it } from '@jest/globals';
import { allStatements } from '../../cypher/all-statements.js';
import { LABELS, RELATIONSHIPS } from '../../cypher/vocabulary.js';
import { bareText } from './cypher-clauses.js';
import { allIndexes, type GraphIndex } from './statements.js';

/** Words after a colon that touches them: labels in CamelCase, relationship types in capitals. Keys of maps have a blank. */
function wordsOf(text: string): { labels: string[]; types: string[] } {
  const words = [...bareText(text).matchAll(/:([A-Za-z]\w*(?:[|:]\w+)*)/g)].flatMap(([, names = '']) =>
    names.split(/[|:]/),
  );
  const isType = (word: string) => /^[A-Z]+(_[A-Z]+)*$/.test(word);
  return { labels: words.filter((word) => !isType(word)), types: words.filter(isType) };
}

const missing = (words: Iterable<string>, from: Iterable<string>): string[] => {
  const known = new Set(from);
  return [...new Set(words)].filter((word) => !known.has(word)).sort();
};

/** What belongs to no tenant: the graph's own version. */
const OF_NO_TENANT = ['Migration', 'MigrationLock'];

/** Labels that no index enters by the tenant first. */
function notTenantFirst(labels: string[], indexes: GraphIndex[]): string[] {
  const entered = indexes.filter(({ kind, keys }) => kind !== 'fulltext' && keys[0] === 'tenantId');
  return missing(
    labels,
    entered.map(({ label }) => label),
  );
}

describe('the vocabulary', () => {
  let used: { labels: string[]; types: string[] };
  beforeAll(async () => {
    const words = (await allStatements()).map(({ text }) => wordsOf(text));
    used = { labels: words.flatMap(({ labels }) => labels), types: words.flatMap(({ types }) => types) };
  });

  it('has every label and relationship type that a statement uses', () => {
    expect(missing(used.labels, Object.keys(LABELS))).toEqual([]);
    expect(missing(used.types, Object.keys(RELATIONSHIPS))).toEqual([]);
    expect(
      missing(
        allIndexes().map(({ label }) => label),
        Object.keys(LABELS),
      ),
    ).toEqual([]);
  });

  it('has no word that no statement uses', () => {
    expect(missing(Object.keys(LABELS), used.labels)).toEqual([]);
    expect(missing(Object.keys(RELATIONSHIPS), used.types)).toEqual([]);
  });

  it('has for every label an index that begins with the tenant', () => {
    const labels = Object.keys(LABELS).filter((label) => !OF_NO_TENANT.includes(label));
    expect(notTenantFirst(labels, allIndexes())).toEqual([]);
  });

  it('is read out of patterns, label expressions and SET', () => {
    expect(wordsOf('MATCH (a:Quote:Entity {id: $id})-[r:HAS|OWNS]->(:Team) WHERE a:User SET a:Role // :Seat')).toEqual({
      labels: ['Quote', 'Entity', 'Team', 'User', 'Role'],
      types: ['HAS', 'OWNS'],
    });
    expect(missing(['A', 'B'], ['A'])).toEqual(['B']);
    const index: GraphIndex = { kind: 'range', name: 'a', label: 'A', keys: ['id', 'tenantId'] };
    expect(notTenantFirst(['A'], [index])).toEqual(['A']);
    expect(() => allIndexes(['CREATE (n:A)'])).toThrow('Neither');
  });
});
