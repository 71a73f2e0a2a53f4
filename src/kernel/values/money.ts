/** An amount in integer minor units (cents) of one ISO 4217 currency. */
export interface Money {
  amountMinor: number;
  currency: string;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Whether a code is one of ISO 4217. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** One per currency: making it takes longer than a hundred uses. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}

const digits = new Map<string, number>();

/** How many decimals a currency's minor unit has (ISO 4217, from ICU): 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found = formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d+))?$/;

/**
 * Reads a decimal text ("1054", "19.99") as minor units of the currency.
 * Gives null for anything that is not a plain decimal, has more decimals than the currency, or leaves the safe integers.
 */
export function parseMinor(text: string, currency: string): number | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const decimals = minorDigits(currency);
  const fraction = match[3] ?? '';
  if (fraction.length > decimals) return null;
  const minor = Number(match[2] + fraction.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] && minor !== 0 ? -minor : minor;
}

/** Shows an amount for people: "$1,054.00". */
export function formatMoney({ amountMinor, currency }: Money): string {
  return formatOf(currency).format(amountMinor / 10 ** minorDigits(currency));
}

/**
 * Whether the discount from list to net is strictly over the limit, in basis points of list.
 * Exact in integers of any size (semantics, Discount thresholds); net above list is an uplift and never over.
 */
export function discountExceeds(listMinor: number, netMinor: number, limitBp: number): boolean {
  return (BigInt(listMinor) - BigInt(netMinor)) * 10_000n > BigInt(limitBp) * BigInt(listMinor);
}

/** The discount in basis points, rounded up for display; an uplift or a zero list is 0. */
export function discountBp(listMinor: number, netMinor: number): number {
  if (listMinor <= 0 || netMinor >= listMinor) return 0;
  const list = BigInt(listMinor);
  return Number(((list - BigInt(netMinor)) * 10_000n + list - 1n) / list);
}
