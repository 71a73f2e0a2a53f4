import type Stripe from 'stripe';
import { instantOf } from '../kernel/values/instants.js';

/** Currencies whose amounts Stripe sends without, or with three, decimals (docs.stripe.com/currencies); all others have two there. */
const NO_DECIMALS = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMALS = new Set('BHD JOD KWD OMR TND'.split(' '));

/** What of Stripe's objects is read; everything else of them stays there. */
interface Told {
  id?: string;
  object?: string;
  customer?: string | { id: string } | null;
  subscription?: string | { id: string } | null;
  currency?: string | null;
  amount_paid?: number;
  amount?: number;
  total?: number;
  status?: string | null;
  period_start?: number;
  period_end?: number;
  current_period_start?: number;
  current_period_end?: number;
  lines?: { data?: { period?: { start?: number; end?: number } | null }[] } | null;
  metadata?: Record<string, string> | null;
  parent?: {
    subscription_details?: { subscription?: string | { id: string }; metadata?: Record<string, string> | null } | null;
  } | null;
  subscription_details?: { metadata?: Record<string, string> | null } | null;
}

/**
 * A Stripe event as `recordEvents` takes it (R1): amount and currency as a decimal, customer, subscription and period as metadata; user and
 * entitlement from the metadata of the invoice or its subscription. Names, addresses and cards stay with Stripe.
 */
export function stripeEvent(event: Stripe.Event): Record<string, unknown> {
  const told = event.data.object as Told;
  const details = told.parent?.subscription_details ?? told.subscription_details;
  const tags = { ...details?.metadata, ...told.metadata };
  const minor = told.amount_paid ?? told.total ?? told.amount;
  const priced =
    minor !== undefined && told.currency ? { amount: decimal(minor, told.currency), currency: told.currency } : {};
  const metadata = {
    object: told.object,
    object_id: told.id,
    customer: idOf(told.customer),
    subscription: idOf(told.subscription ?? told.parent?.subscription_details?.subscription),
    status: told.status,
    period_start: secondsAt(periodOf(told).start),
    period_end: secondsAt(periodOf(told).end),
    livemode: event.livemode,
  };
  return {
    externalId: event.id,
    source: 'stripe',
    type: `stripe.${event.type}`,
    occurredAt: secondsAt(event.created),
    userId: tagOf(tags.user_id),
    workspaceId: tagOf(tags.workspace_id),
    entitlement: tagOf(tags.entitlement),
    ...priced,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([, value]) => value != null)),
  };
}

/**
 * The period that was paid for: that of the lines. An invoice's own looks one period back where a subscription renews
 * (docs.stripe.com/api/invoices/object), and counts only where it has no lines.
 */
function periodOf(told: Told): { start: number | undefined; end: number | undefined } {
  const periods = (told.lines?.data ?? []).flatMap(({ period }) => period ?? []);
  const starts = periods.flatMap(({ start }) => start ?? []);
  const ends = periods.flatMap(({ end }) => end ?? []);
  return {
    start: starts.length > 0 ? Math.min(...starts) : (told.period_start ?? told.current_period_start),
    end: ends.length > 0 ? Math.max(...ends) : (told.period_end ?? told.current_period_end),
  };
}

/** Stripe's minor units as a decimal in the currency's major ones, exactly. */
function decimal(minor: number, currency: string): string {
  const code = currency.toUpperCase();
  const digits = NO_DECIMALS.has(code) ? 0 : THREE_DECIMALS.has(code) ? 3 : 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Longer ones are no ids of ours; the payment is kept without them. */
const tagOf = (tag: string | undefined): string | undefined => (tag && tag.length <= 200 ? tag : undefined);

const idOf = (reference: string | { id: string } | null | undefined): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;

const secondsAt = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : instantOf(seconds * 1_000);
