import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import type { ConfigPath } from './config-section.js';

/** Something to tell the author of a config: where (1-based), and one sentence. */
export interface ConfigIssue {
  /** `routing.territories.na_west[0]`; empty for the file as a whole. */
  path: string;
  line: number;
  column: number;
  message: string;
}

/** A config refused: the same shape as a warning, but it may not be saved. */
export type ConfigError = ConfigIssue;

/** A YAML text that parsed, and can say where each of its values stands. */
export interface YamlSource {
  value: unknown;
  issueAt(path: ConfigPath, message: string, at?: 'key' | 'value'): ConfigIssue;
}

/** Longest config accepted, in characters: real ones stay under 50 kB. */
const MAX_CHARACTERS = 262_144;

/** Parses one YAML 1.2 document; gives its errors where it is not one. Alias bombs, duplicate keys and oversize are refused. */
export function readYaml(text: string): { ok: true; source: YamlSource } | { ok: false; errors: ConfigError[] } {
  const refuse = (message: string) => ({ ok: false as const, errors: [{ path: '', line: 1, column: 1, message }] });
  if (text.length > MAX_CHARACTERS) return refuse(`The config is longer than ${MAX_CHARACTERS} characters.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', uniqueKeys: true });
  // The parser's own stack gives out some thousand levels down: it says so once for each level.
  if (document.errors.some(({ message }) => message.includes('call stack')))
    return refuse('This is not valid YAML: it is nested too deeply.');
  if (document.errors.length > 0) {
    const errors = document.errors.slice(0, 20).map(({ message, pos }) => {
      const { line, col } = lines.linePos(pos[0]);
      return {
        path: '',
        line: Math.max(line, 1),
        column: Math.max(col, 1),
        message: `This is not valid YAML: ${message}.`,
      };
    });
    return { ok: false, errors };
  }
  if (document.contents === null) return refuse('The config is empty.');
  if (!isMap(document.contents)) return refuse('The config must be a list of keys with values at its top level.');
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { ok: true, source: { value, issueAt: (path, message, at) => issueIn(document, lines, path, message, at) } };
  } catch (error) {
    return refuse(`This is not valid YAML: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** A path as people write it. */
function pathText(path: ConfigPath): string {
  return path.map((key, n) => (typeof key === 'number' ? `[${key}]` : n === 0 ? key : `.${key}`)).join('');
}

function issueIn(
  document: Document,
  lines: LineCounter,
  path: ConfigPath,
  message: string,
  at: 'key' | 'value' = 'value',
): ConfigIssue {
  const { line, col } = lines.linePos(offsetOf(document, path, at));
  return { path: pathText(path), line: Math.max(line, 1), column: Math.max(col, 1), message };
}

/** Where a path begins; what is missing is shown at the key of the nearest ancestor that is there. */
function offsetOf(document: Document, path: ConfigPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [n, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const found = childOf(node, key);
    if (!found) return offset;
    const last = n === path.length - 1;
    const place = at === 'value' && last && !isCollection(found.value) ? found.value : (found.key ?? found.value);
    offset = startOf(place) ?? startOf(found.key) ?? offset;
    node = found.value;
  }
  return offset;
}

function childOf(node: unknown, key: string | number): { key?: unknown; value: unknown } | null {
  if (isSeq(node)) return node.items[Number(key)] === undefined ? null : { value: node.items[Number(key)] };
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair ? { key: pair.key, value: pair.value } : null;
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
