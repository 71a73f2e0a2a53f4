/** An exact amount: numerator and denominator, both not negative. */
export interface Fraction {
  over: bigint;
  under: bigint;
}

export const MILLION = 1_000_000n;

export const times = ({ over, under }: Fraction, by: bigint, per: bigint): Fraction => ({
  over: over * by,
  under: under * per,
});

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.under === b.under
    ? { over: a.over + b.over, under: a.under }
    : { over: a.over * b.under + b.over * a.under, under: a.under * b.under };

export const floor = ({ over, under }: Fraction): number => clamp(over / under);
export const ceil = ({ over, under }: Fraction): number => clamp((over + under - 1n) / under);

/** Above the safe integers every configured limit is exceeded anyway, so the largest one stands for them. */
const clamp = (amount: bigint): number =>
  amount > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(amount);
