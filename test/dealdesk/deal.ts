import { createAccount, createOpportunity, createProduct } from '../../src/crm/index.js';
import type { Client } from '../kit/client.js';
import { PEOPLE, type Person, type World } from '../kit/world.js';

/** R3's limits with the rest of what brings approvers: ARR, terms, liability, strategy, and a discount nobody gives. */
export const DESK_CONFIG = `
currency: USD
time_zone: America/New_York
segments:
  - name: smb
    arr_max: 50000
  - name: enterprise
    arr_min: 250000
discounts:
  smb:
    ae_self_approve_pct: 0.2
    manager_required_pct: 0.2
    finance_required_pct: 0.3
    max_discount_pct: 0.6
  enterprise:
    ae_self_approve_pct: 0.1
    finance_required_pct: 0.3
    legal_required_for_non_standard: true
approvals:
  high_arr_threshold: 250000
  max_liability: 100000
  max_term_months: 36
  approval_chains:
    default: ["SALES_MANAGER"]
    over_high_arr: ["SALES_MANAGER", "FINANCE"]
    non_standard_terms: ["LEGAL"]
`;

/** The world's people, with a second manager, and one who sells and manages. */
export const DESK_PEOPLE: Person[] = [
  ...PEOPLE,
  { handle: 'other-manager', roles: ['sales_manager'], reportsTo: 'vp' },
  { handle: 'player-manager', roles: ['ae', 'sales_manager'], reportsTo: 'manager' },
  { handle: 'observing-manager', roles: ['sales_manager'], seat: 'OBSERVER' },
];

/** Puts another configuration in force, through its author and a second person. */
export async function activate(world: World, yaml: string): Promise<void> {
  const [{ replaces }] = await world.cypher(
    "MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'}) RETURN c.number AS replaces",
  );
  const saved = await (await world.as('admin')).mutate(
    'saveRevOpsConfigDraft',
    { yaml },
    '... on RevOpsConfigDraftSaved { number } ... on InvalidInput { message fields { path message } }',
  );
  if (saved.__typename !== 'RevOpsConfigDraftSaved') throw new Error(JSON.stringify(saved));
  const second = await world.as('admin2');
  const activated = await second.mutate('activateRevOpsConfig', { number: saved.number, replaces }, '');
  if (activated.__typename !== 'RevOpsConfigActivated') throw new Error(JSON.stringify(activated));
}

const QUOTE = `query($id: ID!) { quote(id: $id) {
  id version status currentVersion ownerId
  current { id number origin discount netTotal { amountMinor } listTotal { amountMinor } termMonths nonStandardTerms
    liability { amountMinor } lines { number quantity net { amountMinor } } }
  versions { id number netTotal { amountMinor } }
  approvals { id version role stage status reasons assigneeId quoteVersion decidedById reasonCode groupId groupNeeds onBehalfOfId approvedVersion assignedById }
} }`;

/** A quote as the API shows it, approvals in the order of versions and stages. */
export const quoteOf = async (client: Client, id: string) => (await client.ask(QUOTE, { id })).quote;

/** What was asked for the version in force. */
export async function approvalsOf(client: Client, quoteId: string) {
  const { approvals, currentVersion } = await quoteOf(client, quoteId);
  return approvals.filter(({ quoteVersion }: { quoteVersion: number }) => quoteVersion === currentVersion);
}

/** Decides the approval of a role on the version in force; the version it names is the one that is there, unless given. */
export async function decide(client: Client, quoteId: string, role: string, input: object) {
  const approval = (await approvalsOf(client, quoteId)).find((one: { role: string }) => one.role === role);
  if (!approval) throw new Error(`${quoteId} was not asked for ${role}`);
  return decideOne(client, { approvalId: approval.id, version: approval.version, ...input });
}

/** Decides one approval. */
export const decideOne = (client: Client, input: object) =>
  client.mutate(
    'decideApproval',
    input,
    `... on ApprovalDecided { approvalId quoteStatus versionNumber decidedBy { handle } onBehalfOf { handle } } ... on NotYourApproval { message reason }
    ... on ApprovalAlreadyDecided { message status } ... on ApprovalNotOpen { message } ... on NotFound { message }
    ... on VersionConflict { currentVersion } ... on InvalidInput { message fields { path message } }
    ... on IdempotencyConflict { message }`,
  );

/** Receipts of a deal's chain in order, with their business payloads read. */
export async function chainOf(world: World, opportunityId: string) {
  const rows = await world.cypher(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflowId}) WHERE r.workflowSeq > 0
    OPTIONAL MATCH (r)-[:HAS_PAYLOAD]->(p:BusinessPayload)
    RETURN r.step AS step, r.outcome AS outcome, r.body AS body, p.content AS business ORDER BY r.workflowSeq`,
    { workflowId: `deal:${opportunityId}` },
  );
  return rows.map(({ body, business, ...row }) => ({
    ...row,
    body: JSON.parse(body),
    business: business && JSON.parse(business),
  }));
}

export type Deal = Awaited<ReturnType<typeof dealOf>>;

export interface DealOptions {
  listPriceMinor?: number;
  /** Whether the product counts in ARR; true when absent. */
  recurring?: boolean;
  owner?: string;
  stage?: string;
  strategic?: boolean;
  /** ARR of the account, in minor units; absent: a deal without an account. */
  accountArrMinor?: number;
}

/** An opportunity with one product, ready to be quoted. */
export async function dealOf(world: World, options: DealOptions = {}) {
  const { listPriceMinor = 100_000, owner = 'ae', stage = 'Engaging', strategic = false, accountArrMinor } = options;
  const admin = world.caller('admin');
  const name = `deal ${Math.random().toString(36).slice(2)}`;
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
  const priced = { sku: name, name, listPrice: usd(listPriceMinor), recurring: options.recurring };
  const product = await createProduct(world.composition, admin, priced);
  const account =
    accountArrMinor === undefined
      ? { accountId: null }
      : await createAccount(world.composition, admin, { name, arr: usd(accountArrMinor) });
  if (!('productId' in product) || !('accountId' in account)) throw new Error(JSON.stringify([product, account]));
  const { accountId } = account;
  const opened = { name, stage, strategic, accountId, ownerId: world.id(owner) };
  const opportunity = await createOpportunity(world.composition, admin, opened);
  if (!('opportunityId' in opportunity)) throw new Error(JSON.stringify(opportunity));
  const { opportunityId } = opportunity;
  const { productId } = product;

  interface Draft {
    discount?: number;
    quantity?: number;
    terms?: object;
  }
  const draft = async (client: Client, { discount = 0, quantity = 1, terms = {} }: Draft = {}): Promise<string> => {
    const lines = [{ productId, quantity, discount }];
    const created = await client.mutate(
      'createQuote',
      { opportunityId, lines, terms },
      '... on QuoteCreated { quoteId }',
    );
    if (!created.quoteId) throw new Error(JSON.stringify(created));
    return created.quoteId;
  };
  return {
    productId,
    opportunityId,
    accountId,
    /** Drafts a quote of the product; gives its id. */
    draft,
    submit,
    /** Drafts and submits a quote; gives its id. */
    async submitted(client: Client, offer: Draft): Promise<string> {
      const quoteId = await draft(client, offer);
      const answer = await submit(client, quoteId);
      if (answer.__typename !== 'QuoteSubmitted') throw new Error(JSON.stringify(answer));
      return quoteId;
    },
  };
}

const OUTCOMES = `... on NotYourQuote { message } ... on QuoteNotEditable { message status } ... on NotFound { message }
  ... on VersionConflict { currentVersion } ... on InvalidInput { message fields { path message } }
  ... on IdempotencyConflict { message }`;

/** Submits a quote as it is now, unless the input says otherwise. */
export async function submit(client: Client, quoteId: string, input: object = {}) {
  const version = (await quoteOf(client, quoteId))?.version ?? 1;
  return client.mutate(
    'submitQuote',
    { quoteId, version, ...input },
    `... on QuoteSubmitted { quoteId status requiredApprovals ruleIds } ... on SubmissionDenied { message ruleIds } ${OUTCOMES}`,
  );
}

/** Gives a quote as it is now its next version. */
export async function revise(client: Client, quoteId: string, input: object) {
  const version = (await quoteOf(client, quoteId))?.version ?? 1;
  return client.mutate(
    'reviseQuote',
    { quoteId, version, ...input },
    `... on QuoteRevised { versionNumber } ${OUTCOMES}`,
  );
}

/** Takes a quote as it is now back. */
export async function recall(client: Client, quoteId: string, input: object = {}) {
  const version = (await quoteOf(client, quoteId))?.version ?? 1;
  return client.mutate('recallQuote', { quoteId, version, ...input }, `... on QuoteRecalled { quoteId } ${OUTCOMES}`);
}
