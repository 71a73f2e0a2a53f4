import type { Entry, Kind, Outcome } from '../world.js';

/** A receipt that an answer promises. */
export interface Wanted {
  step: string;
  outcome: string;
  resourceId: string;
  subject: { type: string; id: string };
}

type Told = Record<string, unknown> & { __typename: string };
type Step = [step: string, outcome: string, resourceId: unknown];
type Effects = Record<string, (answer: Told, input: Readonly<Record<string, unknown>>) => Step[]>;

const allowed = (step: string, id: unknown): Step => [step, 'ALLOWED', id];
const made =
  (step: string, idField: string): Effects[string] =>
  (answer) => [allowed(step, answer[idField])];

/** What each answer says was done. Answers that stand in no row changed nothing and are saved nowhere. */
const EFFECTS: Record<Kind, Effects> = {
  createTeam: { TeamCreated: made('CREATE_TEAM', 'teamId') },
  addTeamMember: { TeamMembershipSet: (_, { userId }) => [allowed('JOIN_TEAM', userId)] },
  setReportsTo: { ReportsToSet: (_, { userId }) => [allowed('SET_MANAGER', userId)] },
  createProduct: { ProductCreated: made('CREATE_PRODUCT', 'productId') },
  createAccount: { AccountCreated: made('CREATE_ACCOUNT', 'accountId') },
  createOpportunity: { OpportunityCreated: made('CREATE_OPPORTUNITY', 'opportunityId') },
  ingestLead: { LeadIngested: made('INGEST_LEAD', 'leadId') },
  createQuote: { QuoteCreated: made('CREATE_QUOTE', 'quoteId') },
  submitQuote: {
    QuoteSubmitted: ({ quoteId, status }) => [
      allowed('SUBMIT_QUOTE', quoteId),
      allowed('EVALUATE_QUOTE', quoteId),
      ...(status === 'approved' ? [allowed('APPROVE_QUOTE', quoteId)] : []),
    ],
    SubmissionDenied: ({ quoteId }) => [['EVALUATE_QUOTE', 'DENIED', quoteId]],
    NotYourQuote: ({ quoteId }) => [['SUBMIT_QUOTE', 'BLOCKED', quoteId]],
  },
  decideApproval: {
    ApprovalDecided: ({ approvalId, quoteId, quoteStatus }, { decision }) => [
      ['DECIDE_APPROVAL', decision === 'REJECT' ? 'DENIED' : 'ALLOWED', approvalId],
      ...(quoteStatus === 'approved' ? [allowed('APPROVE_QUOTE', quoteId)] : []),
    ],
    NotYourApproval: ({ approvalId }) => [['DECIDE_APPROVAL', 'BLOCKED', approvalId]],
  },
  assignSeat: {
    SeatAssigned: ({ seatId, replacedSeatId }) => [allowed(replacedSeatId ? 'CHANGE_SEAT' : 'ASSIGN_SEAT', seatId)],
    SeatLimitReached: (_, { userId }) => [['BLOCK_INVITATION', 'BLOCKED', userId]],
  },
  releaseSeat: { SeatReleased: made('RELEASE_SEAT', 'seatId') },
};

/** Kinds that answer the same whether or not there was anything to do. */
const QUIET_KINDS: readonly Kind[] = ['addTeamMember', 'setReportsTo'];

/** Whether an answer says that something was done, so that its key must hold it. */
export function saysDone(kind: Kind, answer: Outcome): boolean {
  if (!(answer.__typename in EFFECTS[kind]) || QUIET_KINDS.includes(kind)) return false;
  return answer.created !== false;
}

/** The receipts that a saved answer promises; none for one that nothing was done for. */
export function wantedOf(entry: Pick<Entry, 'kind' | 'caller' | 'input'>, saved: Told): Wanted[] {
  const steps = EFFECTS[entry.kind][saved.__typename]?.(saved, entry.input) ?? [];
  const subject = { type: 'user', id: entry.caller };
  return steps.map(([step, outcome, id]) => ({ step, outcome, resourceId: String(id), subject }));
}

/** Steps that only a load's asks leave; what else a tenant's people did must be older than the first round. */
export const ASKED_STEPS: ReadonlySet<string> = new Set([
  'CREATE_TEAM',
  'JOIN_TEAM',
  'SET_MANAGER',
  'CREATE_PRODUCT',
  'CREATE_ACCOUNT',
  'CREATE_OPPORTUNITY',
  'INGEST_LEAD',
  'CREATE_QUOTE',
  'SUBMIT_QUOTE',
  'EVALUATE_QUOTE',
  'APPROVE_QUOTE',
  'DECIDE_APPROVAL',
  'ASSIGN_SEAT',
  'CHANGE_SEAT',
  'BLOCK_INVITATION',
  'RELEASE_SEAT',
]);
