import { z } from 'zod';
import { quoteCommentInsert, quoteLockForComment } from '../../cypher/generated/dealdesk.js';
import type { QuoteCommentRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import { type FeatureOff, featureOff } from './errors.js';
import { approvalsOfQuotes } from './read-approvals.js';
import { type DealDeskRuntime, settingsInForce } from './runtime.js';

const command = z.strictObject({
  quoteId: z.string().min(1),
  /** The approval that it is said beside. */
  approvalId: z.string().min(1).nullish(),
  text: z.string().trim().min(1, 'says something').max(4_000, 'has at most 4,000 characters'),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The comment is there. */
export interface QuoteCommented extends Outcome {
  __typename: 'QuoteCommented';
  quoteId: string;
  commentId: string;
}

/** Adds what somebody says of a quote, or of one of its approvals. The words are personal data: erasable, and in no other place. */
export async function addQuoteComment(
  runtime: DealDeskRuntime,
  caller: Caller,
  input: unknown,
): Promise<QuoteCommented | FeatureOff | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...add } = parsed.command;
  const off = featureOff(await settingsInForce(runtime, caller.tenantId), 'comments');
  if (off) return off;
  const { quoteId, text, approvalId = null } = add;
  const id = newId();
  const write = { caller, action: 'addQuoteComment', command: add, idempotencyKey };
  return runtime.unitOfWork.write<QuoteCommented | SharedOutcome>(write, async (step) => {
    const row = await step.lock(quoteLockForComment, { quoteId });
    if (!row) return notFound('quote');
    const { quote } = row;
    if (approvalId) {
      const asked = await approvalsOfQuotes(runtime, step.tenantId, [quoteId]);
      if (!asked.some((approval) => approval.id === approvalId)) return notFound('approval of this quote');
    }
    const { opportunityId, currentVersion } = quote;
    const comment: QuoteCommentRow = {
      id,
      version: 1,
      createdAt: step.now,
      quoteId,
      quoteVersion: currentVersion,
      opportunityId,
      approvalId,
      authorId: caller.id,
    };
    step.write(quoteCommentInsert, { comment });
    step.receipt({
      workflow: workflowId('deal', opportunityId),
      step: 'COMMENT_QUOTE',
      outcome: 'ALLOWED',
      resource: { type: 'QuoteComment', id, version: 1 },
      business: { quote_id: quoteId, snapshot: [{ type: 'QuoteComment', ...comment }] },
      personal: { content: { text }, about: [caller.id] },
    });
    return { __typename: 'QuoteCommented', quoteId, commentId: id };
  });
}
