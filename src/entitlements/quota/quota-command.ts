import { z } from 'zod';
import type { Caller } from '../../kernel/caller.js';
import type { Runtime } from '../../kernel/runtime.js';
import { fields } from '../../tenancy/index.js';
import type { QuotaAccess, QuotaAccesses } from './quota-accesses.js';
import type { Quotas } from './quotas.js';
import type { TermsSource } from './terms-source.js';

/** What the use cases of quotas need beside the graph, which a program's check never touches. */
export interface QuotaRuntime extends Runtime {
  quotas: Quotas;
  quotaTerms: TermsSource;
  quotaAccesses: QuotaAccesses;
}

/** The most of a meter that is asked for at once: sums of many stay exact. */
const MOST = 1_000_000_000_000;
const MOST_METERS = 16;

export const meter = z.string().min(1).max(64);
/** What is asked for. */
export const amount = z.int().min(1).max(MOST);
/** What was used, which may be nothing. */
export const usedAmount = z.int().min(0).max(MOST);

/** Amounts by meter. */
export const amountsOf = (each: z.ZodType<number, number>) =>
  z
    .record(meter, each)
    .refine((amounts) => Object.keys(amounts).length > 0, 'name a meter and its amount, such as { "tokens": 150 }')
    .refine((amounts) => Object.keys(amounts).length <= MOST_METERS, `at most ${MOST_METERS} meters at once`);

/** The same as R4 writes it: a list of `quotaType` and `amount`. */
export const listedAmountsOf = (each: z.ZodType<number, number>) =>
  z
    .array(z.strictObject({ quotaType: meter, amount: each }))
    .refine((quotas) => new Set(quotas.map(({ quotaType }) => quotaType)).size === quotas.length, 'names a meter twice')
    .transform((quotas) => Object.fromEntries(quotas.map(({ quotaType, amount }) => [quotaType, amount])))
    .pipe(amountsOf(each));

/** Whether a command brings `quotas`, a list, instead of `amounts`. */
export const isListed = (input: unknown): boolean => typeof input === 'object' && input !== null && 'quotas' in input;

/** One that was made without Redis carries what it holds. */
export const reservationId = z.string().min(1).max(4_096);

/** Whom a check is about beside the tenant. */
export const subject = z
  .strictObject({
    workspaceId: fields.id.nullish(),
    userId: fields.id.nullish(),
    apiKeyId: fields.id.nullish(),
    group: z.string().min(1).max(200).nullish(),
  })
  .nullish()
  .transform((named) => named ?? {});

/**
 * The tenant whose quotas are asked for: the caller's own, or for an operator any other, where the access is receipted. Null when it
 * is not there, or not the caller's to ask for: the two look the same.
 */
export async function tenantAskedFor(
  { quotaAccesses }: QuotaRuntime,
  caller: Caller,
  asked: string | null | undefined,
  access: QuotaAccess,
): Promise<string | null> {
  if (!asked || asked === caller.tenantId) return caller.tenantId;
  if (!caller.roles.includes('operator')) return null;
  return (await quotaAccesses.note(caller, asked, access)) ? asked : null;
}
