import type { Outcome } from '../kernel/outcomes.js';
import type { Lead } from './lead.js';

/** The lead is blocked or converted: nothing is done with it any more. */
export interface LeadClosed extends Outcome {
  __typename: 'LeadClosed';
  message: string;
  leadId: string;
  status: Lead['status'];
}

export const leadClosed = ({ id, status }: Pick<Lead, 'id' | 'status'>): LeadClosed => ({
  __typename: 'LeadClosed',
  message: `This lead is ${status}.`,
  leadId: id,
  status,
});
