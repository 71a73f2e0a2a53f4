import { z } from 'zod';
import { opportunitiesMergeAndLock, opportunitiesWriteMany } from '../../cypher/generated/crm.js';
import type { Caller } from '../kernel/caller.js';
import { invalidInput, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { customCommand, customOver } from './custom-values.js';
import { day, externalId, id, key, money, shortText } from './fields.js';
import { planOpportunity } from './opportunity.js';
import { changeReceipt, dealHead } from './receipts.js';
import { findReferences } from './references.js';
import { type CrmRuntime, crmSettings } from './settings.js';

export interface OpportunityCreated extends Outcome {
  __typename: 'OpportunityCreated';
  opportunityId: string;
}

/** The tenant has an opportunity with this external id. */
export interface OpportunityExists extends Outcome {
  __typename: 'OpportunityExists';
  message: string;
  opportunityId: string;
}

export const opportunityShape = {
  type: shortText.nullish(),
  strategic: z.boolean().optional(),
  amount: money.nullish(),
  engageDate: day.nullish(),
  closeDate: day.nullish(),
  ownerId: id.nullish(),
  accountId: id.nullish(),
  productId: id.nullish(),
  custom: customCommand,
};

const schema = z.strictObject({
  ...opportunityShape,
  name: shortText,
  stage: shortText,
  externalId: externalId.nullish(),
  idempotencyKey: key,
});

/** Opens an opportunity, and with it the chain of its deal. Without an external id its own id is what other systems know it by. */
export async function createOpportunity(
  runtime: CrmRuntime,
  caller: Caller,
  input: unknown,
): Promise<OpportunityCreated | OpportunityExists | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const settings = await crmSettings(runtime, caller.tenantId);
  const laid = customOver({}, command.custom, 'opportunity', settings.attributes);
  if (!laid.ok) return invalidInput(...laid.problems);
  const opportunityId = newId();
  const head = dealHead(opportunityId);
  const { externalId, ownerId, amount, ...rest } = command;
  const spec = { caller, action: 'createOpportunity', command, idempotencyKey };
  return runtime.unitOfWork.write<OpportunityCreated | OpportunityExists | SharedOutcome>(spec, async (step) => {
    const rows = [{ externalId: externalId ?? opportunityId, id: opportunityId }];
    const row = await step.lock(opportunitiesMergeAndLock, { heads: [head], rows });
    const found = row?.opportunities[0];
    if (!found) return notFound('opportunity');
    if (found.version !== null) return opportunityExists(found.id);
    const references = await findReferences(step, { ...rest, ownerId });
    if (!references.ok) return references.missing;
    const fields = {
      ...rest,
      ...laid.stored,
      amountMinor: amount?.amountMinor ?? null,
      currency: amount?.currency ?? settings.currency,
      owner: references.owner,
    };
    const write = planOpportunity(found, fields, step.now);
    if (!write) return opportunityExists(found.id);
    step.write(opportunitiesWriteMany, { rows: [write] });
    step.receipt(changeReceipt(head.id, 'CREATE_OPPORTUNITY', 'Opportunity', found, write.properties));
    return { __typename: 'OpportunityCreated', opportunityId };
  });
}

const opportunityExists = (opportunityId: string): OpportunityExists => ({
  __typename: 'OpportunityExists',
  message: 'An opportunity of this tenant has this external id already.',
  opportunityId,
});
