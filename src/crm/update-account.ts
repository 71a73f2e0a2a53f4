import { z } from 'zod';
import { accountsLock, accountsWriteMany } from '../../cypher/generated/crm.js';
import type { AccountRow, AccountWrite } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { planAccount } from './account.js';
import { accountShape, otherCurrency } from './create-account.js';
import { customOver } from './custom-values.js';
import { familyMoved, planParents, untilFamiliesHold } from './family-moves.js';
import { customerStatus, id, key, shortText, version } from './fields.js';
import { mayChange, type NotYourAccount, refuseAccount } from './ownership.js';
import { adminHead, changeReceipt } from './receipts.js';
import { findReferences } from './references.js';
import { type CrmRuntime, crmSettings } from './settings.js';

export interface AccountUpdated extends Outcome {
  __typename: 'AccountUpdated';
  accountId: string;
  /** The account's version now; unchanged when nothing differed. */
  version: number;
}

const schema = z.strictObject({
  ...accountShape,
  id,
  version,
  name: shortText.optional(),
  customerStatus: customerStatus.optional(),
  idempotencyKey: key,
});

/** Changes an account; what is left out stays, null ends it. Another parent moves it, with everything below, to that family. */
export async function updateAccount(
  runtime: CrmRuntime,
  caller: Caller,
  input: unknown,
): Promise<AccountUpdated | NotYourAccount | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { currency, attributes } = await crmSettings(runtime, caller.tenantId);
  const wrong = otherCurrency(command, currency);
  if (wrong) return wrong;
  const { id: accountId, version: expected, parentId, ownerId, revenue, arr, ...rest } = command;
  const amounts = { revenueMinor: minorOf(revenue), arrMinor: minorOf(arr) };
  const head = adminHead(accountId);
  const spec = { caller, action: 'updateAccount', command, idempotencyKey };
  return untilFamiliesHold(() =>
    runtime.unitOfWork.write(spec, async (step) => {
      const ids = [accountId, ...(parentId ? [parentId] : [])];
      const row = await step.lock(accountsLock, { heads: [head], ids, withFamilies: parentId !== undefined });
      const found = row?.accounts.find((account) => account.id === accountId);
      if (!row || !found) return notFound('account');
      if (!(await mayChange(step, found))) return refuseAccount(step, head.id, found);
      if (found.version !== expected) return versionConflict(found.version ?? 0);
      const laid = customOver(found, command.custom, 'account', attributes);
      if (!laid.ok) return invalidInput(...laid.problems);
      const references = await findReferences(step, { ownerId, accountId: parentId });
      if (!references.ok) return references.missing;
      const fields = { ...rest, ...laid.stored, ...amounts, owner: references.owner };
      const own = planAccount(found, fields, { now: step.now, currency });
      let moves: AccountWrite[] = [];
      if (parentId !== undefined && parentId !== found.parentId) {
        const planned = await planParents(step, row.accounts, row.lockedIds, [{ id: accountId, parentId }]);
        if (!planned) return familyMoved;
        if (planned.refused.length > 0) {
          return invalidInput({ path: 'parentId', message: 'This account is below the other one already.' });
        }
        moves = planned.writes;
      }
      const rows = merged(own, moves);
      const mine = rows.find((write) => write.id === accountId);
      if (!mine) return updated(found);
      step.write(accountsWriteMany, { rows });
      const receipt = changeReceipt(head.id, 'UPDATE_ACCOUNT', 'Account', found, mine.properties);
      const familyMoves = moves.map(({ id, properties }) => ({ id, familyRootId: properties.familyRootId }));
      step.receipt({ ...receipt, business: { ...receipt.business, family_moves: familyMoves } });
      return updated({ ...found, ...mine.properties });
    }),
  );
}

/** Minor units of an amount; undefined leaves it, null ends it. */
const minorOf = (amount: { amountMinor: number } | null | undefined): number | null | undefined =>
  amount === undefined ? undefined : (amount?.amountMinor ?? null);

/** One write per account: both plans may speak of the account itself, and count the same next version. */
function merged(own: AccountWrite | null, moves: AccountWrite[]): AccountWrite[] {
  if (!own) return moves;
  const move = moves.find(({ id }) => id === own.id);
  const both = move ? { ...own, properties: { ...own.properties, ...move.properties }, parent: move.parent } : own;
  return [both, ...moves.filter((write) => write !== move)];
}

const updated = ({ id, version }: AccountRow): AccountUpdated => ({
  __typename: 'AccountUpdated',
  accountId: id,
  version: version ?? 0,
});
