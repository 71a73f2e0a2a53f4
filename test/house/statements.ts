import { migrations } from '../../cypher/generated/migrations.js';
import type { UniqueKeys } from './statement-rules.js';

/** A constraint or index of the migrations. */
export interface GraphIndex {
  kind: 'unique' | 'range' | 'fulltext';
  name: string;
  label: string;
  keys: string[];
}

const INDEX =
  /^CREATE (CONSTRAINT|INDEX|FULLTEXT INDEX) (\w+) IF NOT EXISTS FOR \(n:(\w+)\) (?:REQUIRE|ON)(?: EACH)? (.+)$/;

/** A migration of what is stored: it makes no index. */
const OF_DATA = /^MATCH /;

/** An index that an earlier migration made, and that nothing reads any more. */
const DROPPED = /^DROP INDEX (\w+) IF EXISTS$/;

/**
 * Every constraint and index that the migrations make and leave; throws at a statement that makes neither, drops none and changes no
 * data.
 */
export function allIndexes(statements = migrations.flatMap((migration) => migration.statements)): GraphIndex[] {
  const dropped = new Set(statements.flatMap((statement) => DROPPED.exec(statement)?.[1] ?? []));
  const schema = statements.filter((statement) => !OF_DATA.test(statement) && !DROPPED.test(statement));
  const made = schema.map((statement): GraphIndex => {
    const [, what, name = '', label = '', rest = ''] = INDEX.exec(statement.replace(/\s+/g, ' ')) ?? [];
    if (!what) throw new Error(`Neither a constraint nor an index: ${statement}`);
    const kind = what === 'CONSTRAINT' ? 'unique' : what === 'INDEX' ? 'range' : 'fulltext';
    return { kind, name, label, keys: [...rest.matchAll(/n\.(\w+)/g)].map(([, key]) => key as string) };
  });
  return made.filter(({ name }) => !dropped.has(name));
}

/** The keys that identify one node of each label. */
export function uniqueKeys(): UniqueKeys {
  const unique = allIndexes().filter(({ kind }) => kind === 'unique');
  return Object.fromEntries(
    unique.map(({ label }) => [label, unique.filter((other) => other.label === label).map(({ keys }) => keys)]),
  );
}
