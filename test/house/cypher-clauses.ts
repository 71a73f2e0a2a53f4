/** One clause of a statement in reading order, whatever subquery it stands in. */
export interface Clause {
  keyword: string;
  /** What follows the keyword, up to the next clause or the end of its subquery. */
  body: string;
}

/** A node or relationship of a pattern. */
export interface PatternPart {
  kind: 'node' | 'relationship';
  variable: string;
  labels: string[];
  /** Property names of its map, with their values as text. */
  properties: Record<string, string>;
  /** Whether it carries a WHERE of its own. */
  filtered: boolean;
}

const KEYWORD =
  /^(OPTIONAL MATCH|MATCH|MERGE|CREATE|ON CREATE SET|ON MATCH SET|SET|REMOVE|DETACH DELETE|DELETE|WITH|WHERE|RETURN|UNWIND|CALL|FOREACH|YIELD|USING INDEX SEEK|ORDER BY|LIMIT|SKIP|UNION ALL|UNION)\b/;

/** Whether a bracket holds clauses of its own: the body of a subquery, or of FOREACH. */
function holdsClauses(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  if (text[at] === '(') return /\bFOREACH$/.test(before);
  return text[at] === '{' && /(\bCALL\s*\([^()]*\)|\b(COLLECT|EXISTS|COUNT))$/.test(before);
}

/** A statement without comments, its string literals emptied; STARTS WITH is no clause. */
export const bareText = (text: string): string =>
  text
    .replace(/\b(STARTS|ENDS) WITH\b/g, '$1_WITH')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");

/** Cuts a statement into its clauses. */
export function clausesOf(statement: string): Clause[] {
  const text = bareText(statement);
  const open: boolean[] = [];
  const clauses: Clause[] = [];
  let current: Clause | null = null;
  for (let at = 0; at < text.length; at++) {
    const atWord = !/\w/.test(text[at - 1] ?? ' ');
    const keyword = atWord && (open.at(-1) ?? true) ? KEYWORD.exec(text.slice(at))?.[1] : undefined;
    if (keyword) {
      current = { keyword, body: '' };
      clauses.push(current);
      at += keyword.length - 1;
      continue;
    }
    const char = text[at] as string;
    if ('([{'.includes(char)) open.push(holdsClauses(text, at));
    if (')]}'.includes(char) && open.pop()) current = null;
    else if (current) current.body += char;
  }
  return clauses.map(({ keyword, body }) => ({ keyword, body: body.trim() }));
}

/** The paths of a MATCH, MERGE or CREATE: split at commas outside brackets. */
export function pathsOf(body: string): string[] {
  const paths = [''];
  let depth = 0;
  for (const char of body) {
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char)) depth--;
    if (char === ',' && depth === 0) paths.push('');
    else paths[paths.length - 1] += char;
  }
  return paths.map((path) => path.trim()).filter(Boolean);
}

const PART = /([([])\s*(\w*)((?::[\w:|&!]+)?)\s*(\{[^{}]*\})?\s*(WHERE [^()[\]]*)?[\])]/g;

/** Nodes and relationships of a path, from left to right. */
export function partsOf(path: string): PatternPart[] {
  return [...path.matchAll(PART)].map(([, bracket, variable = '', labels = '', map = '', where]) => ({
    kind: bracket === '(' ? 'node' : 'relationship',
    variable,
    labels: labels.split(/[:|&!]/).filter(Boolean),
    properties: Object.fromEntries(
      [...map.matchAll(/(\w+):\s*([^,}]+)/g)].map(([, name = '', value = '']) => [name, value.trim()]),
    ),
    filtered: where !== undefined,
  }));
}
