import { z } from 'zod';
import { isVisible, SHOWS_NOTHING } from '../kernel/values/text.js';

/** The key under which a repeated call gets the saved answer. */
export const idempotencyKey = z.string().min(1).max(200).nullish();

/** An id as callers send it; whether it is anybody's is for the graph to say. */
export const id = z.string().min(1).max(64);

/** An instant as callers write it: ISO 8601 with its offset. */
export const instant = z.iso.datetime({ offset: true, message: 'is an instant such as 2027-01-01T00:00:00Z' });

/** A user's or team's short name within a tenant; `user:` and `team:` before it are dropped. */
export const handle = z
  .string()
  .transform((text) => text.replace(/^(user|team):/, ''))
  .pipe(
    z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'must begin with a letter or digit and hold letters, digits, ".", "_", "-"'),
  );

export const displayName = z.string().trim().min(1).max(200).refine(isVisible, SHOWS_NOTHING);
export const email = z.email().max(254).nullish().transform(orNull);
/** A token's `sub`. */
export const subject = z.string().min(1).max(256).nullish().transform(orNull);
/** The id that another system knows it by. */
export const externalId = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(isVisible, SHOWS_NOTHING)
  .nullish()
  .transform(orNull);

/** A name as lists are ordered and searched by it. */
export const nameKeyOf = (name: string): string => name.normalize('NFKC').toLowerCase();

function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}
