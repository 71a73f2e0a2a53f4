import type { ApproverRole } from '../../policy/config-facts.js';
import type { DiscountFacts } from '../../policy/discount-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import { attributeDials } from './flip-attributes.js';
import { configDials } from './flip-config.js';
import type { Dial, DialValue, RevisedLine } from './flip-dial.js';

/** One change, of one attribute or one value of the configuration, that would take a step of the chain away. */
export interface Flip {
  of: Dial['of'];
  /** Name in the policies' catalogue. */
  attribute: string;
  unit: string | null;
  from: DialValue;
  to: DialValue;
  /** Every role that this change takes away; empty where it lets a denied quote be submitted. */
  removes: ApproverRole[];
  /** What it brings in their place. */
  adds: ApproverRole[];
  sentence: string;
  /** Lines to revise the quote with, where the change is one of its lines. */
  lines: RevisedLine[] | null;
}

/** What would flip a verdict: by the role whose step goes, or, of a denial, what would let the quote be submitted. */
export interface Flips {
  ofRole: Partial<Record<ApproverRole, Flip[]>>;
  ofDenial: Flip[];
}

type Decide = (facts: DiscountFacts) => DiscountVerdict;

/** A dial with what the policy says at each place where it was tried. */
interface Tried {
  dial: Dial;
  verdictAt(value: DialValue): DiscountVerdict;
}

/**
 * Finds what would flip each step of a verdict: one attribute or one value of the configuration at a time, as near as it
 * may be (semantics, Replay). Each is found by asking the same policy about the changed facts, and so proved by it.
 */
export function flipsOf(facts: DiscountFacts, verdict: DiscountVerdict, decide: Decide): Flips {
  const dials = [...attributeDials(facts, verdict), ...configDials(facts, verdict)].map((dial) => tried(dial, decide));
  const found = (wanted: (verdict: DiscountVerdict) => boolean): Flip[] =>
    dials.flatMap((each) => nearest(each, wanted).map((to) => flipOf(each, to, verdict)));
  if (!verdict.allow) return { ofRole: {}, ofDenial: found(({ allow }) => allow) };
  const ofRole = verdict.required_approvals.map((role) => [
    role,
    found((after) => after.allow && !after.required_approvals.includes(role)),
  ]);
  return { ofRole: Object.fromEntries(ofRole), ofDenial: [] };
}

/** Asks the policy about a place of a dial once, whichever role it is asked for. */
function tried(dial: Dial, decide: Decide): Tried {
  const known = new Map<DialValue, DiscountVerdict>();
  return {
    dial,
    verdictAt(value) {
      const before = known.get(value);
      if (before) return before;
      const verdict = decide(dial.turned(value));
      known.set(value, verdict);
      return verdict;
    },
  };
}

/** The flipping value nearest to the present one: at most one, or none. */
function nearest({ dial, verdictAt }: Tried, wanted: (verdict: DiscountVerdict) => boolean): DialValue[] {
  const flips = (value: DialValue) => wanted(verdictAt(value));
  const ends = dial.ends.filter((end) => end !== dial.value && flips(end));
  const { value } = dial;
  if (typeof value !== 'number') return ends.slice(0, 1);
  const counted = ends.map((end) => edge(value, Number(end), dial.hints, flips));
  return counted.sort((a, b) => Math.abs(a - value) - Math.abs(b - value)).slice(0, 1);
}

/** Between a value that does not flip and one that does: one that does beside one that does not, by a hint or by halving. */
function edge(from: number, end: number, hints: number[], flips: (value: number) => boolean): number {
  const towards = Math.sign(from - end);
  let [near, far] = [from, end];
  const between = (value: number) => Math.abs(value - end) < Math.abs(near - end) && (value - far) * towards >= 0;
  for (const hint of hints) {
    if (!between(hint)) continue;
    if (!flips(hint)) near = hint;
    else if (!flips(hint + towards)) return hint;
    else far = hint;
  }
  while (Math.abs(near - far) > 1) {
    const middle = Math.trunc((near + far) / 2);
    if (flips(middle)) far = middle;
    else near = middle;
  }
  return far;
}

function flipOf({ dial, verdictAt }: Tried, to: DialValue, before: DiscountVerdict): Flip {
  const after = verdictAt(to);
  const removes = before.required_approvals.filter((role) => !after.required_approvals.includes(role));
  const adds = after.required_approvals.filter((role) => !before.required_approvals.includes(role));
  const said = dial.said(to);
  const effect = before.allow
    ? `removes ${removes.join(' and ')}${adds.length > 0 ? `, and adds ${adds.join(' and ')}` : ''}`
    : `lets it be submitted${adds.length > 0 ? `, with ${adds.join(' and ')}` : ''}`;
  return {
    of: dial.of,
    attribute: dial.name,
    unit: dial.unit,
    from: dial.value,
    to,
    removes,
    adds,
    sentence: `${dial.of === 'config' ? said : said.charAt(0).toUpperCase() + said.slice(1)} ${effect}.`,
    lines: dial.lines?.(to) ?? null,
  };
}
