import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { Approval } from './approval.js';
import type { DealDeskConfig, Feature } from './settings.js';

/** The quote is not in a state that allows this. */
export interface QuoteNotEditable extends Outcome {
  __typename: 'QuoteNotEditable';
  message: string;
  status: string;
}

/** The policy does not let this quote be submitted; its reasons are in words, the receipt holds the whole verdict. */
export interface SubmissionDenied extends Outcome {
  __typename: 'SubmissionDenied';
  message: string;
  quoteId: string;
  ruleIds: string[];
}

/** A verdict's reasons, a sentence a rule, and which attributes it misses or cannot take. */
export function verdictInWords({ rationale, denial }: Pick<DiscountVerdict, 'rationale' | 'denial'>): string {
  const named = (names: string[], what: string) => (names.length > 0 ? ` ${what}: ${names.join(', ')}.` : '');
  return `${rationale}${named(denial?.missing ?? [], 'Missing')}${named(denial?.out_of_range ?? [], 'Out of range')}`;
}

/** A closed opportunity is only quoted, and its drafts only submitted, as backfilled history, by a RevOps admin. */
export interface OpportunityClosed extends Outcome {
  __typename: 'OpportunityClosed';
  message: string;
}

/** The approval waits for somebody else, or the caller may not decide their own quote. */
export interface NotYourApproval extends Outcome {
  __typename: 'NotYourApproval';
  message: string;
  /** As its receipt names it. */
  reason: string;
  approvalId: string;
}

/** Somebody decided first, or the quote moved on. */
export interface ApprovalAlreadyDecided extends Outcome {
  __typename: 'ApprovalAlreadyDecided';
  message: string;
  approvalId: string;
  status: string;
}

/** An earlier stage has not finished. */
export interface ApprovalNotOpen extends Outcome {
  __typename: 'ApprovalNotOpen';
  message: string;
  approvalId: string;
}

export const quoteNotEditable = (status: string, verb: string): QuoteNotEditable => ({
  __typename: 'QuoteNotEditable',
  message: `A quote that is ${status.replace('_', ' ')} cannot be ${verb}.`,
  status,
});

/** The tenant's configuration has this flow off. */
export interface FeatureOff extends Outcome {
  __typename: 'FeatureOff';
  message: string;
  feature: Feature;
}

/** What the door of a flow answers when the configuration has it off; null when it is on. */
export const featureOff = (settings: Pick<DealDeskConfig, 'features'> | null, feature: Feature): FeatureOff | null =>
  settings?.features[feature] !== false
    ? null
    : {
        __typename: 'FeatureOff',
        message: `The configuration has "${feature}" off (features.${feature}).`,
        feature,
      };

/** Whether an opportunity has closed to what was drafted of it; history is of closed ones. */
export const isClosedTo = ({ backfill }: { backfill: boolean }, { status }: { status: string }): boolean =>
  status !== 'open' && !backfill;

/** What was drafted while the opportunity was open is not submitted after it closed. */
export const closedToSubmit = (stage: string): OpportunityClosed => ({
  __typename: 'OpportunityClosed',
  message: `This opportunity is ${stage}; what was drafted before is not submitted any more.`,
});

export const alreadyDecided = ({ id, status }: Pick<Approval, 'id' | 'status'>): ApprovalAlreadyDecided => ({
  __typename: 'ApprovalAlreadyDecided',
  message:
    status === 'superseded'
      ? 'The quote has moved on; this approval is no longer asked for.'
      : `It was ${status} already.`,
  approvalId: id,
  status,
});
