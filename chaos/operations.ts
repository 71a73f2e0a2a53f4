import type { Kind } from './world.js';

/** Fields of each mutation's outcomes that are asked for and journalled. */
const SELECTIONS: Readonly<Record<Kind, string>> = {
  createTeam: '... on TeamCreated { teamId }',
  addTeamMember: '... on TeamMembershipSet { teamId userId }',
  setReportsTo: '... on ReportsToSet { userId managerId }',
  createProduct: '... on ProductCreated { productId }',
  createAccount: '... on AccountCreated { accountId }',
  createOpportunity: '... on OpportunityCreated { opportunityId }',
  ingestLead: '... on LeadIngested { leadId created status }',
  createQuote: '... on QuoteCreated { quoteId created }',
  submitQuote: `... on QuoteSubmitted { quoteId status requiredApprovals ruleIds }
    ... on VersionConflict { currentVersion }`,
  decideApproval: `... on ApprovalDecided { approvalId quoteId quoteStatus versionNumber }
    ... on ApprovalAlreadyDecided { approvalId status } ... on VersionConflict { currentVersion }`,
  assignSeat: '... on SeatAssigned { seatId type userId } ... on SeatLimitReached { limit }',
  releaseSeat: '... on SeatReleased { seatId userId }',
};

/** The document of a mutation; its one variable is `input`. */
export function mutation(kind: Kind): string {
  const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Input`;
  return `mutation($input: ${type}!) { ${kind}(input: $input) { __typename ${SELECTIONS[kind]} } }`;
}

/** What tenants look at while they work: lists, and single rows by id. */
export const READS = {
  leads: '{ leads(first: 50) { edges { node { id ownerId teamId accountId } } } }',
  leadQueue: '{ leadQueue(first: 50) { edges { node { id ownerId teamId } } } }',
  quotes: '{ quotes(first: 50) { edges { node { id ownerId opportunityId } } } }',
  approvals: '{ approvals(first: 50) { edges { node { id quoteId assigneeId decidedById } } } }',
  opportunities: '{ opportunities(first: 50) { edges { node { id account { id } owner { ... on User { id } } } } } }',
  users: '{ users(first: 50) { edges { node { id } } } }',
  quote: 'query($id: ID!) { quote(id: $id) { id ownerId status approvals { id status version role assigneeId } } }',
  lead: 'query($id: ID!) { lead(id: $id) { id ownerId teamId } }',
  opportunity: 'query($id: ID!) { opportunity(id: $id) { id } }',
} as const;

export type ReadField = keyof typeof READS;
export const LISTS = [
  'leads',
  'leadQueue',
  'quotes',
  'approvals',
  'opportunities',
  'users',
] as const satisfies ReadField[];
