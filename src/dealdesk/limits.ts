import type { ApproverRole } from '../../policy/config-facts.js';
import { inConfigCurrency } from '../../policy/deal-amounts.js';
import type { Instant } from '../kernel/values/instants.js';
import { discountExceeds } from '../kernel/values/money.js';
import type { VersionedConfig } from '../tenancy/index.js';
import { businessDay } from './facts.js';
import type { Offer } from './offer.js';
import type { Quote } from './quote.js';
import type { ApprovalLimit, DealDeskConfig } from './settings.js';

/** The limit that a decision was held against, as its receipt names it. */
export interface HeldLimit {
  role: ApproverRole;
  /** Basis points of list, inclusive; null: none. */
  max_discount_bp: number | null;
  /** Minor units of the configuration's currency, inclusive; null: none. */
  max_amount_minor: number | null;
  /** What the offer comes to in that currency, rounded up; null where no rate says so. */
  amount_minor: number | null;
  config_version: number;
  config_sha256: string;
}

/** Whose limits hold, and what they are held against: those of the configuration in force at the instant of deciding. */
export interface Held {
  role: ApproverRole;
  settings: Pick<DealDeskConfig, 'limits'>;
  config: VersionedConfig;
  quote: Quote;
  now: Instant;
}

/** The limit of a role for an offer. */
export function heldLimit({ role, settings, config, quote, now }: Held, offer: Totals): HeldLimit {
  const { discountBp, amountMinor } = settings.limits[role];
  return {
    role,
    max_discount_bp: discountBp,
    max_amount_minor: amountMinor,
    amount_minor: inConfigCurrency(config.config.facts, quote.currency, offer.netTotalMinor, businessDay(quote, now)),
    config_version: config.number,
    config_sha256: config.sha256,
  };
}

type Totals = Pick<Offer, 'listTotalMinor' | 'netTotalMinor'>;

/** Whether an offer is over a limit. An amount that nothing converts is over every limit on amounts. */
export const isOver = (limit: HeldLimit, { listTotalMinor, netTotalMinor }: Totals): boolean =>
  overDiscount(limit.max_discount_bp, listTotalMinor, netTotalMinor) ||
  (limit.max_amount_minor !== null && (limit.amount_minor === null || limit.amount_minor > limit.max_amount_minor));

const overDiscount = (limitBp: ApprovalLimit['discountBp'], listMinor: number, netMinor: number): boolean =>
  limitBp !== null && discountExceeds(listMinor, netMinor, limitBp);
