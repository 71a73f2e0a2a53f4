/** A UTC instant as fixed-width ISO 8601 text with milliseconds and `Z`: sorts as text, and equals the receipt's own. */
export type Instant = string;

/** The instant of a millisecond count since the epoch. */
export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString();

/** Milliseconds since the epoch. */
export const epochMs = (instant: Instant): number => Date.parse(instant);

/** The later of two instants. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The UTC day of an instant, `YYYY-MM-DD`. */
export const utcDay = (instant: Instant): string => instant.slice(0, 10);
