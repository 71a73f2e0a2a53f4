import { z } from 'zod';
import { termsChangesWrite } from '../../cypher/generated/entitlements.js';
import type { TermsChangeRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { type IdempotencyConflict, type NotFound, notFound, type Outcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import {
  actingIn,
  type LockedTerms,
  lockTerms,
  TERMS_TURN,
  type TermsChangeKind,
  termsChangeSnapshot,
  termsReceipt,
} from './terms-change.js';

/** It waits for a second operator. */
export interface TermsChangeProposed extends Outcome {
  __typename: 'TermsChangeProposed';
  changeId: string;
}

/** Why terms are changed: a code of the operators' own. */
export const reasonCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'is written in capitals, such as SALES_CONCESSION');

/** One of these names; R4 has a quota by its meter's name, `tokens` for `tokens_per_day`: each plan has one quota of each. */
export function quotaNamed(quotas: readonly { meter: string; name: string }[], names: readonly string[]) {
  const byMeter = new Map(quotas.map(({ meter, name }) => [meter, name]));
  return z
    .string()
    .transform((name) => byMeter.get(name) ?? name)
    .refine((name) => names.includes(name), `must be one of ${names.join(', ')}`);
}

/** What one kind of change asks for; the rest is null. */
export type AskedTerms = { kind: TermsChangeKind; reasonCode: string } & Partial<
  Pick<TermsChangeRow, 'plan' | 'quota' | 'limit' | 'asPlan' | 'amount' | 'expiresAt'>
>;

/** How a proposal is asked for: by whom, of which tenant, as which row of the rights table. */
export interface AskedChange {
  action: string;
  tenantId: string;
  command: unknown;
  idempotencyKey: string | null | undefined;
  asked: AskedTerms;
}

/** Proposes a change of a tenant's terms; `refusal` says, behind the lock, why it cannot be. A second operator confirms it. */
export function proposeTerms<Refused extends Outcome = never>(
  { unitOfWork }: Pick<Runtime, 'unitOfWork'>,
  caller: Caller,
  { action, tenantId, command, idempotencyKey, asked }: AskedChange,
  refusal: (terms: LockedTerms, at: string) => Refused | null = () => null,
): Promise<TermsChangeProposed | Refused | NotFound | IdempotencyConflict> {
  const id = newId();
  const spec = { caller: actingIn(caller, tenantId), action, command, idempotencyKey, turn: TERMS_TURN };
  return unitOfWork.write<TermsChangeProposed | Refused | NotFound>(spec, async (step) => {
    const locked = await lockTerms(step);
    if (!locked) return notFound('tenant');
    const refused = refusal(locked, step.now);
    if (refused) return refused;
    const change = proposed({ id, proposedBy: caller.id, createdAt: step.now }, asked);
    step.write(termsChangesWrite, { changes: [change] });
    termsReceipt(step, 'PROPOSE_TERMS', change, { snapshot: [termsChangeSnapshot(change)] });
    return { __typename: 'TermsChangeProposed', changeId: id };
  });
}

const proposed = (
  drawn: Pick<TermsChangeRow, 'id' | 'proposedBy' | 'createdAt'>,
  { kind, reasonCode, plan, quota, limit, asPlan, amount, expiresAt }: AskedTerms,
): TermsChangeRow => ({
  ...drawn,
  kind,
  state: 'PROPOSED',
  version: 1,
  plan: plan ?? null,
  quota: quota ?? null,
  limit: limit ?? null,
  asPlan: asPlan ?? false,
  amount: amount ?? null,
  expiresAt: expiresAt ?? null,
  reasonCode,
  confirmedBy: null,
  from: null,
  to: null,
  dueAt: null,
});
