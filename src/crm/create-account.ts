import { z } from 'zod';
import { accountsFindByIds, accountsMergeAndLock, accountsWriteMany } from '../../cypher/generated/crm.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { planAccount } from './account.js';
import { customCommand, customOver } from './custom-values.js';
import { familyMoved, untilFamiliesHold } from './family-moves.js';
import { country, customerStatus, domain, employees, externalId, id, key, money, shortText, year } from './fields.js';
import { adminHead, changeReceipt } from './receipts.js';
import { findReferences } from './references.js';
import { type CrmRuntime, crmSettings } from './settings.js';

export interface AccountCreated extends Outcome {
  __typename: 'AccountCreated';
  accountId: string;
}

/** The tenant has an account with this external id. */
export interface AccountExists extends Outcome {
  __typename: 'AccountExists';
  message: string;
  accountId: string;
}

export const accountShape = {
  domain: domain.nullish(),
  country: country.nullish(),
  region: shortText.nullish(),
  sector: shortText.nullish(),
  employees: employees.nullish(),
  yearEstablished: year.nullish(),
  revenue: money.nullish(),
  arr: money.nullish(),
  ownerId: id.nullish(),
  parentId: id.nullish(),
  custom: customCommand,
};

const schema = z.strictObject({
  ...accountShape,
  name: shortText,
  externalId: externalId.nullish(),
  customerStatus: customerStatus.nullish(),
  idempotencyKey: key,
});

/**
 * Adds an account, by itself or below a parent. Without an external id its own id is what other systems know it by. The id of
 * another account is no external id: a configuration's exceptions name accounts by either.
 */
export async function createAccount(
  runtime: CrmRuntime,
  caller: Caller,
  input: unknown,
): Promise<AccountCreated | AccountExists | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { currency, attributes } = await crmSettings(runtime, caller.tenantId);
  const wrong = otherCurrency(command, currency);
  if (wrong) return wrong;
  const laid = customOver({}, command.custom, 'account', attributes);
  if (!laid.ok) return invalidInput(...laid.problems);
  const accountId = newId();
  const head = adminHead(accountId);
  const { parentId = null, ownerId, revenue, arr, externalId = null, customerStatus, ...said } = command;
  const rest = { ...said, customerStatus: customerStatus ?? undefined };
  const amounts = { revenueMinor: revenue?.amountMinor ?? null, arrMinor: arr?.amountMinor ?? null };
  const spec = { caller, action: 'createAccount', command, idempotencyKey };
  return untilFamiliesHold(() =>
    runtime.unitOfWork.write(spec, async (step) => {
      const row = await step.lock(accountsMergeAndLock, {
        heads: [head],
        rows: [{ externalId: externalId ?? accountId, id: accountId }],
        ids: parentId ? [parentId] : [],
        withFamilies: true,
      });
      const found = row?.accounts[0];
      if (!row || !found) return notFound('account');
      if (found.version !== null) return accountExists(found.id);
      const [named] = externalId ? await step.read(accountsFindByIds, { ids: [externalId] }) : [];
      if (named) return accountExists(named.account.id);
      const references = await findReferences(step, { ownerId, accountId: parentId });
      if (!references.ok) return references.missing;
      const fields = { ...rest, ...laid.stored, ...amounts, owner: references.owner ?? null };
      const { properties, owner } = planAccount(found, fields, { now: step.now, currency });
      if (parentId) {
        const [parent] = await step.read(accountsFindByIds, { ids: [parentId] });
        const root = parent?.account.familyRootId;
        if (!root || !row.lockedIds.includes(root)) return familyMoved;
        Object.assign(properties, { parentId, familyRootId: root });
      }
      step.write(accountsWriteMany, {
        rows: [{ id: accountId, properties, owner, parent: parentId ? { id: parentId } : null }],
      });
      step.receipt(changeReceipt(head.id, 'CREATE_ACCOUNT', 'Account', found, properties));
      return { __typename: 'AccountCreated' as const, accountId };
    }),
  );
}

/** Refuses amounts in another currency than the tenant's: revenue and ARR are compared with its thresholds. */
export function otherCurrency(
  amounts: { revenue?: { currency: string } | null | undefined; arr?: { currency: string } | null | undefined },
  currency: string,
) {
  const wrong = (['revenue', 'arr'] as const).find((field) => (amounts[field]?.currency ?? currency) !== currency);
  if (!wrong) return null;
  const message = `Accounts are kept in ${currency}; found ${amounts[wrong]?.currency}.`;
  return invalidInput({ path: `${wrong}.currency`, message });
}

const accountExists = (accountId: string): AccountExists => ({
  __typename: 'AccountExists',
  message: 'An account of this tenant has this external id already.',
  accountId,
});
