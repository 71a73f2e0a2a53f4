import { leadInsert, leadMergeAndLock } from '../../cypher/generated/routing.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { type LeadStatus, personalOf } from './lead.js';
import { identitiesOf, leadCommand, leadFrom } from './lead-command.js';
import { leadReceipt } from './placement.js';
import { activeSettings, type RoutingRuntime } from './runtime.js';

/** The lead is there; `created` is false when its external id or e-mail was known, and then nothing was changed. */
export interface LeadIngested extends Outcome {
  __typename: 'LeadIngested';
  leadId: string;
  created: boolean;
  status: LeadStatus;
}

/**
 * Takes a lead in, normalised; the same lead again (external id, else e-mail without its tag) is the one that is there, whoever brought it.
 * It is routed by whoever listens to its receipt (R3, Lead & Account Routing 1).
 */
export async function ingestLead(
  runtime: RoutingRuntime,
  caller: Caller,
  input: unknown,
): Promise<LeadIngested | SharedOutcome> {
  const parsed = parseCommand(leadCommand, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const identities = identitiesOf(command);
  const leadId = newId();
  const ownDomains = (await activeSettings(runtime, caller.tenantId))?.crm.ownDomains ?? [];
  return runtime.unitOfWork.write({ caller, action: 'ingestLead', command, idempotencyKey }, async (step) => {
    const row = await step.lock(leadMergeAndLock, { leadId, identities });
    if (!row) throw new DefectError('A lead that is neither there nor new');
    if (row.known) {
      const { id, status } = row.known;
      return { __typename: 'LeadIngested', leadId: id, created: false, status: status as LeadStatus };
    }
    const lead = leadFrom(command, { id: leadId, at: step.now, caller, ownDomains });
    step.write(leadInsert, { lead, identities });
    step.receipt(leadReceipt({ lead }, { step: 'INGEST_LEAD', outcome: 'ALLOWED', personal: personalOf(lead) }));
    return { __typename: 'LeadIngested', leadId, created: true, status: lead.status };
  });
}
