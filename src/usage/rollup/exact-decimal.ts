/** Decimals behind the point that are kept: as many as an amount of a crypto asset may have. */
const DECIMALS = 18;
const ONE = 10n ** BigInt(DECIMALS);
/** Of a binary fraction, millionths are kept: it says no more that everybody would read alike. */
const MILLION = 1_000_000;
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,18}))?$/;

/** A value in units of 10⁻¹⁸, which add up exactly in any order; null of what is no number, or no safe one. */
export function unitsOf(value: unknown): bigint | null {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return BigInt(value) * ONE;
    if (!(Math.abs(value) < Number.MAX_SAFE_INTEGER)) return null;
    return (BigInt(Math.round(value * MILLION)) * ONE) / BigInt(MILLION);
  }
  const read = typeof value === 'string' ? DECIMAL.exec(value) : null;
  if (!read) return null;
  const units = BigInt(read[2] ?? '') * ONE + BigInt((read[3] ?? '').padEnd(DECIMALS, '0'));
  return read[1] ? -units : units;
}

/** The shortest decimal of so many units. */
export function decimalOf(units: bigint): string {
  const size = units < 0n ? -units : units;
  const fraction = (size % ONE).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size / ONE}${fraction && `.${fraction}`}`;
}
