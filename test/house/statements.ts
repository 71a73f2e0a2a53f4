import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../cypher/generated/migrations.js';
import type { Statement } from '../../cypher/statement.js';
import type { UniqueKeys } from './statement-rules.js';

const GENERATED = join(process.cwd(), 'cypher', 'generated');

/** Every statement as it is sent, fragments included. */
export async function allStatements(): Promise<Statement<object, unknown>[]> {
  const slices = readdirSync(GENERATED)
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => name !== 'migrations');
  const modules = await Promise.all(slices.map((slice) => import(`../../cypher/generated/${slice}.js`)));
  return modules.flatMap((module) => Object.values(module) as Statement<object, unknown>[]);
}

/** A constraint or index of the migrations. */
export interface GraphIndex {
  kind: 'unique' | 'range' | 'fulltext';
  name: string;
  label: string;
  keys: string[];
}

const INDEX =
  /^CREATE (CONSTRAINT|INDEX|FULLTEXT INDEX) (\w+) IF NOT EXISTS FOR \(n:(\w+)\) (?:REQUIRE|ON)(?: EACH)? (.+)$/;

/** Every constraint and index that the migrations make; throws at a statement that is neither. */
export function allIndexes(statements = migrations.flatMap((migration) => migration.statements)): GraphIndex[] {
  return statements.map((statement) => {
    const [, what, name = '', label = '', rest = ''] = INDEX.exec(statement.replace(/\s+/g, ' ')) ?? [];
    if (!what) throw new Error(`Neither a constraint nor an index: ${statement}`);
    const kind = what === 'CONSTRAINT' ? 'unique' : what === 'INDEX' ? 'range' : 'fulltext';
    return { kind, name, label, keys: [...rest.matchAll(/n\.(\w+)/g)].map(([, key]) => key as string) };
  });
}

/** The keys that identify one node of each label. */
export function uniqueKeys(): UniqueKeys {
  const unique = allIndexes().filter(({ kind }) => kind === 'unique');
  return Object.fromEntries(
    unique.map(({ label }) => [label, unique.filter((other) => other.label === label).map(({ keys }) => keys)]),
  );
}
