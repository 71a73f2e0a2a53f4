import type { RevOpsConfig } from './revops-config/index.js';

/** One value that two configurations have differently; null: one of them does not have it. */
export interface ConfigChange {
  /** `discounts.smb.finance_required_bp`, `rules[late_money].when`; `settings.` before what decisions read and policies do not. */
  path: string;
  before: unknown;
  after: unknown;
}

type Json = Record<string, unknown>;

/** What the core section says a second time, beside the facts. */
const SAID_TWICE = new Set(['settings.core.currency', 'settings.core.segmentNames']);

/**
 * What differs in meaning between two configurations: normalised values (basis points, minor units, minutes), by path. The order
 * of keys, comments and other ways of writing the same differ in nothing. Items of lists are known by their id, name or the like.
 */
export function configDiff(
  before: Pick<RevOpsConfig, 'facts' | 'sections'>,
  after: Pick<RevOpsConfig, 'facts' | 'sections'>,
): ConfigChange[] {
  const changes: ConfigChange[] = [];
  compare(plain(before), plain(after), '', changes);
  return changes.filter(({ path }) => !SAID_TWICE.has(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

const plain = ({ facts, sections }: Pick<RevOpsConfig, 'facts' | 'sections'>): Json => ({
  ...facts,
  settings: sections,
});

function compare(before: unknown, after: unknown, path: string, changes: ConfigChange[]): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const [a, b] = [partsOf(before), partsOf(after)];
  if (!a || !b) {
    changes.push({ path, before: before ?? null, after: after ?? null });
    return;
  }
  for (const key of new Set([...a.keys(), ...b.keys()])) compare(a.get(key), b.get(key), joined(path, key), changes);
  const keys = (parts: Map<string, unknown>, other: Map<string, unknown>) =>
    [...parts.keys()].filter((key) => other.has(key));
  const [left, right] = [keys(a, b), keys(b, a)];
  // The order of a list may decide: the first rule, the first strategy wins.
  if (Array.isArray(before) && left.join('\n') !== right.join('\n')) {
    changes.push({ path: `${path} (order)`, before: [...a.keys()].map(bare), after: [...b.keys()].map(bare) });
  }
}

const bare = (key: string): string => key.slice(1, -1);

const joined = (path: string, key: string): string =>
  path === '' || key.startsWith('[') ? path + key : `${path}.${key}`;

/** An object's or a keyed list's parts by key; null for what is compared as one value. */
function partsOf(value: unknown): Map<string, unknown> | null {
  if (Array.isArray(value)) return keyedParts(value);
  if (typeof value !== 'object' || value === null) return null;
  return new Map(Object.entries(value));
}

/** What tells the items of a list apart, the first that all of them have. */
const IDENTITIES: ((item: Json) => unknown)[] = [
  ({ id }) => id,
  ({ entity, name }) => entity && name && `${entity}.${name}`,
  ({ name }) => name,
  ({ sku }) => sku,
  ({ handle }) => handle,
  ({ currency, from }) => currency && from && `${currency} ${from}`,
  ({ domain, company }) => domain ?? company,
];

function keyedParts(list: unknown[]): Map<string, unknown> | null {
  if (list.some((item) => typeof item !== 'object' || item === null || Array.isArray(item))) return null;
  for (const identity of IDENTITIES) {
    const keys = (list as Json[]).map(identity);
    if (keys.every((key) => typeof key === 'string') && new Set(keys).size === keys.length)
      return new Map(list.map((item, n) => [`[${keys[n]}]`, item]));
  }
  return null;
}
