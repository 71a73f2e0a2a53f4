import { z } from 'zod';
import { opportunitiesWriteMany, opportunityLock } from '../../cypher/generated/crm.js';
import type { Caller } from '../kernel/caller.js';
import {
  invalidInput,
  notFound,
  type Outcome,
  parseCommand,
  type SharedOutcome,
  versionConflict,
} from '../kernel/outcomes.js';
import { opportunityShape } from './create-opportunity.js';
import { customOver } from './custom-values.js';
import { id, key, shortText, version } from './fields.js';
import { planOpportunity } from './opportunity.js';
import { mayChange, type NotYourOpportunity, refuseOpportunity } from './ownership.js';
import { changeReceipt, dealHead } from './receipts.js';
import { findReferences } from './references.js';
import { type CrmRuntime, crmSettings } from './settings.js';

export interface OpportunityUpdated extends Outcome {
  __typename: 'OpportunityUpdated';
  opportunityId: string;
  /** The opportunity's version now; unchanged when nothing differed. */
  version: number;
}

const schema = z.strictObject({
  ...opportunityShape,
  id,
  version,
  name: shortText.optional(),
  stage: shortText.optional(),
  idempotencyKey: key,
});

/** Changes an opportunity; what is left out stays, null ends it. */
export async function updateOpportunity(
  runtime: CrmRuntime,
  caller: Caller,
  input: unknown,
): Promise<OpportunityUpdated | NotYourOpportunity | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { id: opportunityId, version: expected, ownerId, amount, ...rest } = command;
  const { attributes } = await crmSettings(runtime, caller.tenantId);
  const head = dealHead(opportunityId);
  const spec = { caller, action: 'updateOpportunity', command, idempotencyKey };
  return runtime.unitOfWork.write<OpportunityUpdated | NotYourOpportunity | SharedOutcome>(spec, async (step) => {
    const row = await step.lock(opportunityLock, { heads: [head], id: opportunityId });
    if (!row) return notFound('opportunity');
    const found = row.opportunity;
    if (!(await mayChange(step, found))) return refuseOpportunity(step, head.id, found);
    if (found.version !== expected) return versionConflict(found.version ?? 0);
    const laid = customOver(found, command.custom, 'opportunity', attributes);
    if (!laid.ok) return invalidInput(...laid.problems);
    const references = await findReferences(step, { ...rest, ownerId });
    if (!references.ok) return references.missing;
    const fields = {
      ...rest,
      ...laid.stored,
      amountMinor: amount === undefined ? undefined : (amount?.amountMinor ?? null),
      currency: amount?.currency,
      owner: references.owner,
    };
    const write = planOpportunity(found, fields, step.now);
    if (!write) return { __typename: 'OpportunityUpdated', opportunityId, version: expected };
    step.write(opportunitiesWriteMany, { rows: [write] });
    step.receipt(changeReceipt(head.id, 'UPDATE_OPPORTUNITY', 'Opportunity', found, write.properties));
    return { __typename: 'OpportunityUpdated', opportunityId, version: expected + 1 };
  });
}
