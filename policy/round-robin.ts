/**
 * Smooth weighted round robin over a pool whose members come and go. Pure: the same code picks live, in replay and in
 * explanations. Each pick gives every waiting member their share of one turn as credit, and takes a whole turn from
 * whoever is picked; the highest credit is next, ties by the stored order.
 *
 * Credits are kept in fractions of a turn, not in weights: so they keep their meaning when the pool's total weight
 * changes, and adding, removing or missing a member leaves the order of the others as it was. A manual assignment
 * touches no credit at all.
 */

/** One turn. Divisible by every total weight up to 22, so that shares are exact there (and to 10⁻⁶ of a turn for 200). */
export const TURN = 232_792_560;

/** A member as the pool stores them. */
export interface PoolMember {
  handle: string;
  /** A whole number from 1 to 1,000. */
  weight: number;
  /** In units of TURN; negative after a turn. */
  credit: number;
  /** Passed over by the last pick that looked at them. */
  away: boolean;
}

/** The members in their stored order, which breaks ties. */
export interface PoolState {
  members: readonly PoolMember[];
}

/** What is known of a member at the instant of the pick; availability is a fact, never looked up here. */
export interface Availability {
  active: boolean;
  absent: boolean;
  in_hours: boolean;
  open_leads: number;
  /** How many open leads they may hold; null: any number. */
  capacity: number | null;
}

/**
 * What an absence does to a member's place. `keep_place`: nothing, they go on where they were. `catch_up`: they gain
 * credit meanwhile, up to one turn more than they could have waiting. `team_average`: they come back level with the others.
 */
export type ReturnRule = 'keep_place' | 'catch_up' | 'team_average';

/** How to pick, from config and verdict. */
export interface PickRules {
  on_return: ReturnRule;
  /** Outside working hours: `next` passes over the member, `wait` lets the lead wait for them. */
  outside_hours: 'next' | 'wait';
  /** Handles that this one lead must not go to (the verdict's exclusions); they keep their place. */
  excluded: readonly string[];
}

/** Why a member does not get this lead. */
export type PassedOver =
  | 'excluded'
  | 'unknown'
  | 'inactive'
  | 'absent'
  | 'over_capacity'
  | 'outside_hours'
  | 'less_credit'
  | 'later_in_order';

/** Who gets the lead, and why nobody else does. Without anybody the lead goes to the team's queue with the conflict. */
export interface Pick {
  picked: string | null;
  state: PoolState;
  passed_over: { handle: string; reason: PassedOver; credit: number }[];
  conflict: 'no_member_available' | null;
}

type Gain = PoolMember & { gained: number };

/** Picks the next member. Nobody available leaves the credits as they are. */
export function pickNext(
  state: PoolState,
  availability: Readonly<Record<string, Availability>>,
  rules: PickRules,
): Pick {
  const reasons = new Map(
    state.members.map(({ handle }) => [handle, reasonToSkip(handle, availability[handle], rules)]),
  );
  const welcomed = welcomeBack(state.members, reasons, rules.on_return);
  const gaining = withGains(welcomed, reasons, rules.on_return);
  const best = bestOf(gaining.filter(({ handle }) => reasons.get(handle) === null));
  if (!best) {
    return {
      picked: null,
      state: { members: welcomed },
      passed_over: explain(gaining, reasons, null),
      conflict: 'no_member_available',
    };
  }
  const turn = gaining.reduce((sum, { gained }) => sum + gained, 0);
  const members = gaining.map(({ gained: _, ...member }) =>
    member.handle === best.handle ? { ...member, credit: member.credit - turn } : member,
  );
  return { picked: best.handle, state: { members }, passed_over: explain(gaining, reasons, best), conflict: null };
}

/**
 * The pool with the members that the config now names, in its order. Who stays keeps their credit, who leaves takes
 * theirs along, and who comes starts level with the others: nobody else's turn moves.
 */
export function withMembers(state: PoolState, members: readonly { handle: string; weight: number }[]): PoolState {
  const known = new Map(state.members.map((member) => [member.handle, member]));
  const staying = members.flatMap(({ handle }) => known.get(handle) ?? []);
  const level = averageCredit(staying);
  return {
    members: members.map(({ handle, weight }) => ({
      away: false,
      credit: level,
      ...known.get(handle),
      handle,
      weight,
    })),
  };
}

function reasonToSkip(handle: string, known: Availability | undefined, rules: PickRules): PassedOver | null {
  if (rules.excluded.includes(handle)) return 'excluded';
  if (!known) return 'unknown';
  if (!known.active) return 'inactive';
  if (known.absent) return 'absent';
  if (known.capacity !== null && known.open_leads >= known.capacity) return 'over_capacity';
  return !known.in_hours && rules.outside_hours === 'next' ? 'outside_hours' : null;
}

/** Marks who is away; who is back under `team_average` gets the credit of those who never left. */
function welcomeBack(
  members: readonly PoolMember[],
  reasons: Map<string, PassedOver | null>,
  rule: ReturnRule,
): PoolMember[] {
  const present = members.filter(({ handle, away }) => !away && reasons.get(handle) === null);
  return members.map((member) => {
    const reason = reasons.get(member.handle) ?? null;
    if (reason === 'excluded') return member;
    const back = member.away && reason === null;
    const credit = back && rule === 'team_average' && present.length > 0 ? averageCredit(present) : member.credit;
    return { ...member, credit, away: reason !== null };
  });
}

/** Gives each one who takes part their share of a turn. Under `catch_up` the absent take part until they are owed a turn. */
function withGains(members: PoolMember[], reasons: Map<string, PassedOver | null>, rule: ReturnRule): Gain[] {
  const takesPart = ({ handle, away, credit }: PoolMember): boolean =>
    reasons.get(handle) === null || (rule === 'catch_up' && away && credit < TURN);
  const weight = members.filter(takesPart).reduce((sum, member) => sum + member.weight, 0);
  const unit = weight === 0 ? 0 : Math.floor(TURN / weight);
  return members.map((member) => {
    const gained = takesPart(member) ? unit * member.weight : 0;
    return { ...member, credit: member.credit + gained, gained };
  });
}

/** The highest credit; the first in the stored order among equals. */
const bestOf = (members: Gain[]): Gain | null =>
  members.reduce<Gain | null>((best, member) => (best && best.credit >= member.credit ? best : member), null);

function explain(members: Gain[], reasons: Map<string, PassedOver | null>, best: Gain | null): Pick['passed_over'] {
  return members
    .filter(({ handle }) => handle !== best?.handle)
    .map(({ handle, credit }) => ({ handle, credit, reason: reasons.get(handle) ?? laterThan(credit, best) }));
}

const laterThan = (credit: number, best: Gain | null): PassedOver =>
  best && credit === best.credit ? 'later_in_order' : 'less_credit';

const averageCredit = (members: readonly PoolMember[]): number =>
  members.length === 0 ? 0 : Math.floor(members.reduce((sum, { credit }) => sum + credit, 0) / members.length);
