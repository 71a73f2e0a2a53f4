import { instantOf } from '../../kernel/values/instants.js';
import type { Quota, QuotaLevel, QuotaState, QuotaSubject, QuotaTerms, QuotaWindow } from './quota.js';
import { QUOTA_LEVELS } from './quota.js';
import type { CalendarWindows, Windows } from './windows.js';

/** The length of a rate's window, in ms. */
export const RATE_MS: Partial<Record<QuotaWindow, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/** One quota of one subject that a request touches. */
export interface AskedQuota {
  quota: Quota;
  subject: string;
  amount: number;
  /** Of a day or month; null of rates and what is held. */
  windows: Windows | null;
}

/** The quotas that a request touches, in the order of their levels, and the same as a script takes them. */
export interface Asked {
  quotas: readonly AskedQuota[];
  args: readonly (string | number)[];
}

/** Words of a script that hold for a quota as long as its terms do. */
interface Prepared {
  level: QuotaLevel;
  quotas: { quota: Quota; words: [string, string, string, number, number]; grants: (string | number)[][] }[];
}

/** Terms live for half a second, and are asked thousands of times meanwhile. */
const prepared = new WeakMap<QuotaTerms, Prepared[]>();

/**
 * What a request asks of a tenant's quotas: those that count one of its meters, on each level whose subject it names. `at` (ms) is
 * in the first of the windows that the script may choose from.
 */
export function askedQuotas(
  terms: QuotaTerms,
  subject: QuotaSubject,
  amounts: Readonly<Record<string, number>>,
  calendars: CalendarWindows,
  at: number,
): Asked {
  const quotas: AskedQuota[] = [];
  const args: (string | number)[] = [0];
  const grants: (string | number)[] = [0];
  let subjects = 0;
  for (const { level, quotas: known } of preparedOf(terms)) {
    const id = subjectOf(subject, level);
    if (id === null) continue;
    let countAt = -1;
    for (const { quota, words, grants: quotaGrants } of known) {
      const amount = amounts[quota.meter];
      if (amount === undefined) continue;
      if (countAt < 0) {
        countAt = args.push(suffixOf(level, id), 0) - 1;
        subjects++;
      }
      args[countAt] = (args[countAt] as number) + 1;
      const windows = windowsOf(quota, terms, calendars, at);
      args.push(...words, amount);
      if (windows) args.push(windows.start, windows.turn, windows.end);
      else if (quota.window !== 'concurrent') args.push(RATE_MS[quota.window] as number);
      quotas.push({ quota, subject: id, amount, windows });
      for (const grant of quotaGrants) {
        grants.push(quotas.length, ...grant);
        grants[0] = (grants[0] as number) + 1;
      }
    }
  }
  args[0] = subjects;
  args.push(...grants);
  return { quotas, args };
}

function preparedOf(terms: QuotaTerms): Prepared[] {
  const known = prepared.get(terms);
  if (known) return known;
  const made = QUOTA_LEVELS.map((level) => ({
    level,
    quotas: terms.quotas.filter((quota) => quota.level === level).map((quota) => prepare(quota, terms)),
  }));
  prepared.set(terms, made);
  return made;
}

function prepare(quota: Quota, terms: QuotaTerms): Prepared['quotas'][number] {
  const kind = quota.window === 'concurrent' ? 'held' : quota.window in RATE_MS ? 'rate' : 'calendar';
  const grants = terms.grants
    .filter((grant) => grant.quota === quota.name && kind === 'calendar' && quota.limit !== null)
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))
    .map(({ id, amount, expiresAt }) => [id, amount, Date.parse(expiresAt)]);
  const hard = quota.enforcement === 'hard' ? 1 : 0;
  return { quota, words: [fieldOf(quota), quota.meter, kind, quota.limit ?? -1, hard], grants };
}

const windowsOf = ({ window }: Quota, terms: QuotaTerms, calendars: CalendarWindows, at: number): Windows | null =>
  window === 'day' || window === 'month' ? calendars.of(window, at, terms) : null;

/** The field of a quota's counter: a quota that changes its window begins anew. */
const fieldOf = ({ name, window }: Quota): string => `${name}/${window}`;

/** The quota's name and window of a field. */
export function quotaOfField(field: string): { quota: string; window: QuotaWindow } {
  const slash = field.lastIndexOf('/');
  return { quota: field.slice(0, slash), window: field.slice(slash + 1) as QuotaWindow };
}

/** The subject of a level; '' of the tenant itself, null when it is not named. */
function subjectOf(subject: QuotaSubject, level: QuotaLevel): string | null {
  if (level === 'tenant') return '';
  if (level === 'workspace') return subject.workspaceId ?? null;
  if (level === 'user') return subject.userId ?? null;
  if (level === 'api_key') return subject.apiKeyId ?? null;
  return subject.group ?? null;
}

const suffixOf = (level: QuotaLevel, id: string): string => (level === 'tenant' ? level : `${level}:${id}`);

/** The level and subject of a key's suffix. */
export function subjectOfSuffix(suffix: string): { level: QuotaLevel; subject: string } {
  const colon = suffix.indexOf(':');
  if (colon < 0) return { level: suffix as QuotaLevel, subject: '' };
  return { level: suffix.slice(0, colon) as QuotaLevel, subject: suffix.slice(colon + 1) };
}

/** Where a quota stands, of what a script tells of it: `limit` -1 is none, `resetsAt` 0 never. */
export function stateOf(
  { quota, subject }: AskedQuota,
  { nearLimit }: QuotaTerms,
  used: number,
  limit: number,
  resetsAt: number,
): QuotaState {
  // A limit of nothing is reached by nothing.
  const percentage = limit < 0 ? null : limit === 0 ? 10_000 : Math.floor((used * 10_000) / limit);
  return {
    quota: quota.name,
    meter: quota.meter,
    window: quota.window,
    level: quota.level,
    subject,
    limit: limit < 0 ? null : limit,
    used,
    remaining: limit < 0 ? null : Math.max(0, limit - used),
    percentage,
    resetsAt: resetsAt === 0 ? null : instantOf(resetsAt),
    isNearLimit: percentage !== null && percentage >= nearLimit,
  };
}
