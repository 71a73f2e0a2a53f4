import { bareText, type Clause, clausesOf, type PatternPart, partsOf, pathsOf } from './cypher-clauses.js';

/** Property names that identify one node of a label: its unique constraints. */
export type UniqueKeys = Record<string, string[][]>;

const FROM_TENANT = /^\$tenantId$/;
const PATTERNS = /^(OPTIONAL MATCH|MATCH|MERGE|CREATE)$/;
/** The only procedures in use: the tenant's own term stands in the query, and the tenant is asked for again behind it. */
const FULL_TEXT =
  /queryNodes\(\s*'\w+',\s*'\+tenantKey:' \+ replace\(\$tenantId, '-', ''\) \+[\s\S]*?YIELD node AS (\w+)\s+WHERE \1\.tenantId = \$tenantId\b/;

const named = (parts: PatternPart[]): string[] => parts.map(({ variable }) => variable).filter(Boolean);

/** Names that a clause binds to values already found: aliases, and the items of FOREACH. */
const aliasesOf = ({ body }: Clause): string[] => [
  ...[...body.matchAll(/\bAS (\w+)/g)].map(([, name]) => name as string),
  ...[...body.matchAll(/^\(\s*(\w+) IN /g)].map(([, name]) => name as string),
];

/** Every node must be the tenant's by its own map, or hang on one that is. Gives the patterns that start from nowhere. */
export function notTenantFirst(statement: string): string[] {
  const bound = new Set<string>();
  const found: string[] = [];
  if (!statement.includes('$tenantId')) found.push('takes no $tenantId');
  for (const clause of clausesOf(statement)) {
    for (const name of aliasesOf(clause)) bound.add(name);
    if (!PATTERNS.test(clause.keyword)) continue;
    for (const path of pathsOf(clause.body)) {
      const parts = partsOf(path);
      const nodes = parts.filter(({ kind }) => kind === 'node');
      const isOwn = ({ properties }: PatternPart) => FROM_TENANT.test(properties.tenantId ?? '');
      const isHeld = (part: PatternPart) => isOwn(part) || bound.has(part.variable);
      const makes = clause.keyword === 'MERGE' || clause.keyword === 'CREATE';
      if (makes ? !nodes.every(isHeld) : !nodes.some(isHeld)) found.push(`${clause.keyword} ${path}`);
      for (const name of named(parts)) bound.add(name);
    }
  }
  for (const path of comprehended(statement)) {
    if (!named(partsOf(path)).some((name) => bound.has(name))) found.push(`[${path}]`);
  }
  if (/\bCALL\s+\w+\./.test(bareText(statement)) && !FULL_TEXT.test(statement)) found.push('CALL of a procedure');
  return found;
}

/** The paths of pattern comprehensions: `[(a)-[:R]->(b) | …]`. */
const comprehended = (statement: string): string[] =>
  [...bareText(statement).matchAll(/\[(?=\()([^|]*?)(?:\||WHERE)/g)].map(([, path]) => path as string);

/** What one variable of a write went through before it is written. */
interface Seen {
  guarded: string | null;
  /** Variables of the path that found it, its own among them. */
  path: string[];
}

const LOCK = /(\w+)\._lock\s*=\s*true/g;

function guardOfPart(part: PatternPart, keys: UniqueKeys): string | null {
  if (part.filtered) return `WHERE inside the pattern of ${part.variable}`;
  if (part.kind === 'relationship') return null;
  const asked = Object.keys(part.properties).filter((name) => name !== 'tenantId');
  const identifies = part.labels
    .flatMap((label) => keys[label] ?? [])
    .some((key) => key.every((name) => name in part.properties) && asked.every((name) => key.includes(name)));
  return asked.length === 0 || identifies ? null : `{${asked.join(', ')}} of ${part.variable}`;
}

/** What a write changes beside locks: variables whose properties are set, and those removed or deleted. */
function writtenBy({ keyword, body }: Clause): string[] {
  if (/DELETE$/.test(keyword)) return [...body.matchAll(/\w+/g)].map(([name]) => name);
  if (!/^(SET|REMOVE)$/.test(keyword)) return [];
  const targets = body.replace(LOCK, '').matchAll(/(?:^|,)\s*(\w+)(?=\s*(?:\.|\+=|:|=))/g);
  return [...targets].map(([, name]) => name as string);
}

/**
 * Guards that are read before the lock and then trusted by a write (ledger, Writing): a property condition on what is then
 * SET without `SET n._lock = true WITH n` in between, and `IN $list` before a SET, which locks in no order.
 */
export function unlockedGuards(statement: string, keys: UniqueKeys): string[] {
  const seen = new Map<string, Seen>();
  const locked = new Set<string>();
  const found: string[] = [];
  const guard = (name: string, how: string) => {
    const variable = seen.get(name);
    if (variable && !variable.path.some((other) => locked.has(other))) variable.guarded ??= how;
  };
  let inList: string | null = null;
  for (const clause of clausesOf(statement)) {
    if (/MATCH$/.test(clause.keyword)) {
      for (const path of pathsOf(clause.body)) meet(partsOf(path), seen, (part) => guardOfPart(part, keys), guard);
    }
    if (clause.keyword === 'WHERE') {
      for (const [, name] of clause.body.matchAll(/\b(\w+)\.\w+/g)) guard(name as string, `WHERE ${clause.body}`);
      inList ??= /\.\w+ IN \$[\w.]+/.exec(clause.body)?.[0] ?? null;
    }
    const written = writtenBy(clause);
    if (written.length > 0 && inList) found.push(`${inList} before ${clause.keyword} ${clause.body}`);
    for (const name of written) {
      const how = seen.get(name)?.guarded;
      if (how) found.push(`${how} before ${clause.keyword} ${clause.body}`);
    }
    for (const [, name] of clause.body.matchAll(LOCK)) locked.add(name as string);
  }
  return [...new Set(found)];
}

function meet(
  parts: PatternPart[],
  seen: Map<string, Seen>,
  guardOf: (part: PatternPart) => string | null,
  guard: (name: string, how: string) => void,
): void {
  const path = named(parts);
  for (const part of parts) {
    if (!part.variable) continue;
    if (!seen.has(part.variable)) seen.set(part.variable, { guarded: null, path });
    const how = guardOf(part);
    if (how) guard(part.variable, how);
  }
}
