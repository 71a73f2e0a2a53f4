import {
  bucketsFindNaming,
  bucketsListInWindows,
  bucketsOvertake,
  bucketsWrite,
  metersFindActive,
  metersFindEnded,
} from '../../../cypher/generated/usage.js';
import { canonicalText, type PersonInUsage, type SumPlace, type SumsRenamed } from '../../evidence/index.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import type { Instant } from '../../kernel/values/instants.js';
import { quarterOf, quartersOf } from '../../kernel/values/quarter-hours.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { MOST_DEFINITIONS, MOST_VERSIONS } from '../definitions.js';
import { type Meter, meterFrom, PRODUCT_METERS } from '../meter.js';
import { type Bucket, bucketFrom, bucketsDigest, bucketWrite } from '../rollup/bucket.js';
import { encodedHash, hashOf } from '../rollup/distinct.js';
import { type Aggregate, nothing, USAGE_TYPES } from '../rollup/figures.js';
import type { MeterSum } from '../rollup/meter-sum.js';
import { GRAINS } from '../rollup/windows.js';

/** Buckets looked at in one read. */
const PAGE = 1_000;
/** So many pseudonyms are drawn at most, in some hundredths of a second. */
const MOST_DRAWS = 20_000;

/** What of metadata is a code by which figures are told apart, not a word about anybody: of the product's own types. */
const CODES: readonly string[] = ['direction', 'model', 'token_kind'];
const isCode = (text: unknown): text is string => typeof text === 'string' && /^(?!sha256:)[\w.:/-]{1,100}$/.test(text);
const METADATA = 'metadata.';

/** How people are taken out of usage (`PersonInUsage`). */
export const personInUsage = ({ graph }: Pick<Runtime, 'graph'>): PersonInUsage => ({
  pseudonymFor,
  withoutWords,
  overtakeRollUps,
  sumsNaming: (tenantId, personId) => sumsNaming({ graph }, tenantId, personId),
  renameInSums,
});

/** One whose hash is not above the person's: what counts different values keeps the least, and so counts the one wherever it counted the other. */
function pseudonymFor(personId: string): string {
  const most = hashOf(personId);
  let least = `erased:${newId()}`;
  for (let draws = 1; hashOf(least) > most && draws < MOST_DRAWS; draws++) {
    const other = `erased:${newId()}`;
    if (hashOf(other) < hashOf(least)) least = other;
  }
  return least;
}

function withoutWords({ type, metadata }: { type: string; metadata: string }): string {
  const said = JSON.parse(metadata) as Record<string, unknown>;
  const codes = USAGE_TYPES.includes(type) ? CODES.filter((name) => isCode(said[name])) : [];
  const kept = Object.fromEntries(codes.map((name) => [name, said[name]]));
  return canonicalText({ ...(measuresOf(said) as object), ...kept });
}

/** Numbers and flags, wherever they stand: they are what is summed up. */
function measuresOf(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const kept = Object.entries(value).map(([name, part]) => [name, measuresOf(part)] as const);
  return Object.fromEntries(kept.filter(([, part]) => part !== undefined));
}

/** The tenant's own bucket of each quarter hour gets another version, and is made where there is none. */
function overtakeRollUps(step: WriteStep, occurredAt: readonly Instant[]): void {
  const buckets = quartersOf(occurredAt).map((start) =>
    bucketWrite({ workspaceId: '', grain: 'quarter', start, end: quarterOf(start).end, ...EMPTY, whole: nothing() }),
  );
  if (buckets.length > 0) step.write(bucketsOvertake, { buckets });
}

const EMPTY = { base: null, openUntil: null, closedAt: null, adjusted: null };

async function sumsNaming({ graph }: Pick<Runtime, 'graph'>, tenantId: string, personId: string): Promise<SumPlace[]> {
  // A group's name is JSON, in the JSON of a sum, which may stand in that of an aggregate.
  const inMeter = quoted(JSON.stringify(personId));
  const texts = { inMeters: [inMeter, encodedHash(personId)], inTexts: [quoted(inMeter), encodedHash(personId)] };
  const naming: SumPlace[] = [];
  for (const grain of GRAINS) {
    for (let after = { start: '', workspaceId: '' }; ; ) {
      const place = { grain, afterStart: after.start, afterWorkspaceId: after.workspaceId };
      const page = await graph.read(bucketsFindNaming, tenantId, { ...place, ...texts, most: PAGE });
      for (const { isNaming, ...bucket } of page) if (isNaming) naming.push(bucket);
      if (page.length < PAGE) break;
      after = page.at(-1) ?? after;
    }
  }
  return naming;
}

/** A text as it stands within a text of JSON. */
const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

type Name = { personId: string; pseudonym: string };

async function renameInSums(step: WriteStep, places: readonly SumPlace[], name: Name): Promise<SumsRenamed> {
  const windows = places.map(({ workspaceId, grain, start }) => ({ workspaceId, grain, start, end: `${start}~` }));
  const [rows, meters] = await Promise.all([step.read(bucketsListInWindows, { windows }), everyMeter(step)]);
  const renamed = rows.flatMap(({ bucket: row }) => {
    const bucket = bucketFrom(row);
    const parts = [bucket.whole, bucket.base, bucket.adjusted].filter((part) => part !== null);
    return parts.filter((part) => renameIn(part, meters, name)).length > 0 ? [bucket] : [];
  });
  if (renamed.length === 0) return { buckets: 0, sha256: null };
  step.write(bucketsWrite, { buckets: renamed.map((bucket: Bucket) => bucketWrite(bucket)) });
  return { buckets: renamed.length, sha256: bucketsDigest(renamed) };
}

/** All versions of meters there have been, by name and version. */
async function everyMeter(step: WriteStep): Promise<Map<string, Meter>> {
  const [active, ended] = await Promise.all([
    step.read(metersFindActive, { most: MOST_DEFINITIONS }),
    step.read(metersFindEnded, { after: '', most: MOST_DEFINITIONS * MOST_VERSIONS }),
  ]);
  const meters = [...PRODUCT_METERS, ...[...active, ...ended].map(meterFrom)];
  return new Map(meters.map((meter) => [`${meter.name} ${meter.version ?? 0}`, meter]));
}

/** Says whether anything changed. */
function renameIn({ meters: sums }: Aggregate, meters: ReadonlyMap<string, Meter>, name: Name): boolean {
  let isChanged = false;
  for (const [key, sum] of sums) isChanged = renameInSum(sum, meters.get(key) ?? null, name) || isChanged;
  return isChanged;
}

function renameInSum(sum: MeterSum, meter: Meter | null, { personId, pseudonym }: Name): boolean {
  const hasGroups = sum.renameGroups((by) => {
    if (!by.includes(personId)) return by;
    const paths = meter?.groupBy ?? [];
    const isTheirs = by.some((value, n) => value === personId && paths[n] === 'userId');
    return by.map((value, n) => {
      if (value === personId && (paths[n] === 'userId' || !isTheirs)) return pseudonym;
      return isTheirs && meter && !mayStay(meter, paths[n] ?? '', value) ? null : value;
    });
  });
  const hasValue = sum.replaceValue(personId, pseudonym);
  return hasGroups || hasValue;
}

/** Whether an erased event still says this: so that a quarter hour that is summed up again comes to the same groups. */
function mayStay({ eventTypes }: Meter, path: string, value: string | null): boolean {
  if (!path.startsWith(METADATA)) return path !== 'sessionId';
  const isProducts = eventTypes.every((type) => USAGE_TYPES.includes(type));
  return isProducts && CODES.includes(path.slice(METADATA.length)) && isCode(value);
}
