import { type Instant, instantOf } from '../../kernel/values/instants.js';
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

/** What of a script's words holds for a quota as long as its terms do. */
interface Prepared {
  quota: Quota;
  field: string;
  kind: 'calendar' | 'rate' | 'held';
  limit: number;
  hard: 0 | 1;
  grants: (string | number)[][];
}

/** Terms live for half a second, and are asked thousands of times meanwhile. */
const prepared = new WeakMap<QuotaTerms, Map<QuotaLevel, Prepared[]>>();

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
  const bounds: Windows[] = [];
  const words: (string | number)[] = [];
  const grants: (string | number)[] = [0];
  let subjects = 0;
  for (const [level, known] of preparedOf(terms)) {
    const id = subjectOf(subject, level);
    if (id === null) continue;
    const before = quotas.length;
    let countAt = 0;
    for (const { quota, field, kind, limit, hard, grants: quotaGrants } of known) {
      const amount = amounts[quota.meter];
      if (amount === undefined) continue;
      if (quotas.length === before) countAt = words.push(suffixOf(level, id), 0) - 1;
      const windows = windowsOf(quota, terms, calendars, at);
      const of = windows ? placeOf(windows, bounds) : (RATE_MS[quota.window] ?? 0);
      words.push(field, kind, limit, hard, amount, of);
      quotas.push({ quota, subject: id, amount, windows });
      for (const grant of quotaGrants) grants.push(quotas.length, ...grant);
    }
    if (quotas.length === before) continue;
    words[countAt] = quotas.length - before;
    subjects++;
  }
  grants[0] = (grants.length - 1) / 4;
  const args: (string | number)[] = [bounds.length];
  for (const { start, turn, end } of bounds) args.push(start, turn, end);
  args.push(subjects, ...words, ...grants);
  return { quotas, args };
}

/** The place, from 1, of windows among those that are told, once each. */
function placeOf(windows: Windows, told: Windows[]): number {
  const known = told.indexOf(windows);
  return known < 0 ? told.push(windows) : known + 1;
}

function preparedOf(terms: QuotaTerms): Map<QuotaLevel, Prepared[]> {
  const known = prepared.get(terms);
  if (known) return known;
  const made = new Map<QuotaLevel, Prepared[]>();
  for (const level of QUOTA_LEVELS) {
    const quotas = terms.quotas.filter((quota) => quota.level === level);
    if (quotas.length > 0)
      made.set(
        level,
        quotas.map((quota) => prepare(quota, terms)),
      );
  }
  prepared.set(terms, made);
  return made;
}

function prepare(quota: Quota, terms: QuotaTerms): Prepared {
  const kind = quota.window === 'concurrent' ? 'held' : quota.window in RATE_MS ? 'rate' : 'calendar';
  const grants = terms.grants
    .filter((grant) => grant.quota === quota.name && kind === 'calendar' && quota.limit !== null)
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))
    .map(({ id, amount, expiresAt }) => [id, amount, Date.parse(expiresAt)]);
  const hard = quota.enforcement === 'hard' ? 1 : 0;
  return { quota, field: fieldOf(quota), kind, limit: quota.limit ?? -1, hard, grants };
}

const windowsOf = ({ window }: Quota, terms: QuotaTerms, calendars: CalendarWindows, at: number): Windows | null =>
  window === 'day' || window === 'month' ? calendars.of(window, at, terms) : null;

/** The field of a quota's counter: a quota that changes its window or its meter begins anew. */
const fieldOf = ({ name, window, meter }: Quota): string => `${name}/${window}/${meter}`;

/** The quota, window and meter of a field. */
export function quotaOfField(field: string): { quota: string; window: QuotaWindow; meter: string } {
  const [quota = '', window, meter = ''] = field.split('/');
  return { quota, window: window as QuotaWindow, meter };
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
    resetsAt: resetsAt === 0 ? null : textOf(resetsAt),
    isNearLimit: percentage !== null && percentage >= nearLimit,
  };
}

/** Windows end at few instants, which are told again and again. */
const texts = new Map<number, Instant>();

function textOf(ms: number): Instant {
  const known = texts.get(ms);
  if (known) return known;
  if (texts.size >= 1_000) texts.clear();
  const text = instantOf(ms);
  texts.set(ms, text);
  return text;
}
