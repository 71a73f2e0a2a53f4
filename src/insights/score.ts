/** How one signal counts: points for each of what it counts, points at most, and after how many days what happened counts half. */
interface SignalRule {
  weight: number;
  most: number;
  halfLifeDays: number | null;
  /** What it counts: one of them, and several. */
  of: readonly [one: string, several: string];
}

/** Days that are looked back (R0). */
export const WINDOW_DAYS = 30;
/** Seat utilisation counts from here on, in basis points, and by steps of so many. */
const UTILISED = { from: 7_000, step: 300 };

/** Every signal with what it weighs: the one table. A score is the sum of their points, and nothing else. */
export const SIGNALS = {
  BLOCKED_ATTEMPTS: {
    weight: 2,
    most: 20,
    halfLifeDays: null,
    of: ['attempt without a decision seat', 'attempts without a decision seat'],
  },
  BLOCKED_USERS: {
    weight: 6,
    most: 30,
    halfLifeDays: null,
    of: ['user who wants a decision seat', 'users who want a decision seat'],
  },
  NEAR_SEAT_LIMIT: { weight: 20, most: 20, halfLifeDays: null, of: ['seat limit that is near', 'seat limits'] },
  SEAT_UTILISATION: {
    weight: 1,
    most: 10,
    halfLifeDays: null,
    of: ['full 3 % of used seats above 70 %', 'full 3 % of used seats above 70 %'],
  },
  QUOTAS_APPROACHING: {
    weight: 5,
    most: 15,
    halfLifeDays: null,
    of: ['quota that is nearly used', 'quotas nearly used'],
  },
  QUOTAS_EXCEEDED: { weight: 10, most: 30, halfLifeDays: null, of: ['exceeded quota', 'exceeded quotas'] },
  LIMITS_REACHED: {
    weight: 4,
    most: 20,
    halfLifeDays: null,
    of: ['attempt beyond the plan', 'attempts beyond the plan'],
  },
  UPGRADE_CLICKS: { weight: 8, most: 24, halfLifeDays: 7, of: ['click on an upgrade', 'clicks on an upgrade'] },
  PAYWALL_VIEWS: { weight: 3, most: 12, halfLifeDays: 7, of: ['look at a paywall', 'looks at a paywall'] },
} as const satisfies Record<string, SignalRule>;

export type SignalName = keyof typeof SIGNALS;
export const SIGNAL_NAMES = Object.keys(SIGNALS) as SignalName[];

/** What says that it happened: a receipt or an event of the tenant that it is a signal of. */
export interface SignalEvidence {
  kind: 'RECEIPT' | 'EVENT';
  id: string;
}

/** What was measured of a signal. */
export interface Measure {
  count: number;
  /** What it comes to by now, in thousandths, where it decays; otherwise all that was counted. */
  decayedMilli?: number;
  /** Names of what it is about: quotas. */
  about?: string[];
  evidence?: SignalEvidence[];
}

/** Points of one signal, with everything they are made of. */
export interface SignalPoints {
  signal: SignalName;
  points: number;
  weight: number;
  most: number;
  halfLifeDays: number | null;
  count: number;
  /** What is weighed: the count, after decay. */
  weighed: number;
  about: string[];
  evidence: SignalEvidence[];
  /** The same in a sentence. */
  because: string;
}

/** Signals that were measured, by name. */
export type Measures = Partial<Record<SignalName, Measure>>;

/** The points of what was measured, the most first; what comes to none is left out. Whole points, rounded down. */
export function pointsOf(measures: Measures): SignalPoints[] {
  return SIGNAL_NAMES.flatMap((name) => pointsOfOne(name, measures[name])).sort((a, b) => b.points - a.points);
}

/** A score is the sum of its points. */
export const scoreOf = (points: readonly SignalPoints[]): number => points.reduce((sum, one) => sum + one.points, 0);

/** Steps by which utilisation is above where it begins to count; null: there is no limit. */
export const utilisationSteps = (utilisationBp: number | null): number =>
  utilisationBp === null ? 0 : Math.max(0, Math.floor((utilisationBp - UTILISED.from) / UTILISED.step));

function pointsOfOne(signal: SignalName, measure: Measure | undefined): SignalPoints[] {
  const { weight, most, halfLifeDays, of }: SignalRule = SIGNALS[signal];
  if (!measure || measure.count === 0) return [];
  const { count, decayedMilli = count * 1_000, about = [], evidence = [] } = measure;
  const points = Math.min(most, Math.floor((weight * decayedMilli) / 1_000));
  if (points === 0) return [];
  const weighed = decayedMilli / 1_000;
  const decayed = halfLifeDays === null ? '' : `, which come to ${weighed} by a half-life of ${halfLifeDays} days`;
  const capped = points === most ? `, ${most} at most` : '';
  const because = `${count} ${of[count === 1 ? 0 : 1]}${decayed}: ${weight} each${capped}.`;
  return [{ signal, points, weight, most, halfLifeDays, count, weighed, about, evidence, because }];
}
