import { leadInsert, leadMergeAndLock } from '../../cypher/generated/routing.js';
import { type CrmRuntime, crmSettings, customOver } from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import {
  type IdempotencyConflict,
  type InvalidInput,
  invalidInput,
  type Outcome,
  parseCommand,
  type SharedOutcome,
} from '../kernel/outcomes.js';
import { newId } from '../kernel/values/ids.js';
import { type LeadStatus, personalOf } from './lead.js';
import { identitiesOf, type LeadCommand, leadCommand, leadFrom } from './lead-command.js';
import { leadReceipt } from './placement.js';

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
  runtime: CrmRuntime,
  caller: Caller,
  input: unknown,
): Promise<LeadIngested | SharedOutcome> {
  const parsed = parseCommand(leadCommand, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  return takeIn(runtime, caller, command, { action: 'ingestLead', idempotencyKey });
}

/** Finds or makes the lead of a parsed command, under the right and key of whoever asks: the mutation's own, or an import's. */
export async function takeIn(
  runtime: CrmRuntime,
  caller: Caller,
  command: LeadCommand,
  asked: { action: 'ingestLead' | 'importLeads'; idempotencyKey: string | null | undefined },
): Promise<LeadIngested | InvalidInput | IdempotencyConflict> {
  const identities = identitiesOf(command);
  const leadId = newId();
  const { config, attributes } = await crmSettings(runtime, caller.tenantId);
  const laid = customOver({}, command.custom, 'lead', attributes);
  if (!laid.ok) return invalidInput(...laid.problems);
  const { ownDomains } = config;
  return runtime.unitOfWork.write<LeadIngested>({ caller, command, ...asked }, async (step) => {
    const row = await step.lock(leadMergeAndLock, { leadId, identities });
    if (!row) throw new DefectError('A lead that is neither there nor new');
    if (row.known) {
      const { id, status } = row.known;
      return { __typename: 'LeadIngested', leadId: id, created: false, status: status as LeadStatus };
    }
    const lead = leadFrom(command, { id: leadId, at: step.now, caller, ownDomains, stored: laid.stored });
    step.write(leadInsert, { lead, identities });
    step.receipt(leadReceipt({ lead }, { step: 'INGEST_LEAD', outcome: 'ALLOWED', personal: personalOf(lead) }));
    return { __typename: 'LeadIngested', leadId, created: true, status: lead.status };
  });
}
