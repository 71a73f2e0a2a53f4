// Generated from cypher/insights/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** The first accounts of each of some users and teams, in the order of their names. Rows: $most at most an owner. */
export const accountsFindByOwners: Statement<
  { ownerIds: readonly string[]; most: number },
  { ownerId: string; accountId: string }
> = {
  name: 'insights/accounts_find_by_owners',
  mode: 'read',
  text: `UNWIND $ownerIds AS ownerId
CALL (ownerId) {
  MATCH (account:Account {tenantId: $tenantId, ownerId: ownerId})
  USING INDEX SEEK account:Account(tenantId, ownerId, normalisedName, id)
  WHERE account.normalisedName IS NOT NULL AND account.id IS NOT NULL
  RETURN account
  ORDER BY account.tenantId, account.ownerId, account.normalisedName, account.id
  LIMIT $most
}
RETURN ownerId, account.id AS accountId`,
};

/** Who was refused for want of a seat within a period, how often, by which receipts, and their teams. Of more than $most refusals the newest. Rows: one a user. */
export const blockedUsersFind: Statement<
  { from: string; to: string; most: number; mostEvidence: number },
  rows.BlockedUserRow
> = {
  name: 'insights/blocked_users_find',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, step: 'BLOCK_SEAT'})
USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $to AND receipt.id IS NOT NULL
WITH receipt
ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
LIMIT $most
WITH receipt.subjectId AS userId, count(*) AS attempts, max(receipt.createdAt) AS lastAt, collect(receipt.id)[..$mostEvidence] AS receiptIds
OPTIONAL MATCH (user:User {tenantId: $tenantId, id: userId})
RETURN userId, attempts, lastAt, receiptIds,
  [(user)-[member:MEMBER_OF]->(team:Team) WHERE member.to IS NULL | team {.id, .handle}] AS teams`,
};

/** The newest open opportunities of each account, looked for among its newest $most. Rows: one an account. */
export const openDealsFindByAccounts: Statement<
  { accountIds: readonly string[]; most: number; mostOpen: number },
  { accountId: string; opportunityIds: string[] }
> = {
  name: 'insights/open_deals_find_by_accounts',
  mode: 'read',
  text: `UNWIND $accountIds AS accountId
CALL (accountId) {
  MATCH (deal:Opportunity {tenantId: $tenantId, accountId: accountId})
  USING INDEX SEEK deal:Opportunity(tenantId, accountId, id)
  WHERE deal.id IS NOT NULL
  WITH deal
  ORDER BY deal.tenantId DESC, deal.accountId DESC, deal.id DESC
  LIMIT $most
  WITH deal
  WHERE deal.status = 'open'
  RETURN collect(deal.id)[..$mostOpen] AS opportunityIds
}
RETURN accountId, opportunityIds`,
};

/** Events of each of some types that happened within a period and are not void, newest first of each. Of more than $most the newest. Rows: $most at most of each type. */
export const signalEventsFind: Statement<
  { types: readonly string[]; from: string; to: string; most: number },
  { id: string; type: string; occurredAt: string }
> = {
  name: 'insights/signal_events_find',
  mode: 'read',
  text: `UNWIND $types AS type
CALL (type) {
  MATCH (event:Event {tenantId: $tenantId, type: type})
  USING INDEX SEEK event:Event(tenantId, type, occurredAt, id)
  WHERE event.occurredAt >= $from AND event.occurredAt <= $to AND event.id IS NOT NULL AND event.voidedAt IS NULL
  RETURN event
  ORDER BY event.tenantId DESC, event.type DESC, event.occurredAt DESC, event.id DESC
  LIMIT $most
}
RETURN event.id AS id, event.type AS type, event.occurredAt AS occurredAt`,
};

/** Receipts of each of some steps within a period, by what they are about: how many, the newest, and some of them. Of more than $most of a step the newest. Rows: one a step and resource. */
export const signalReceiptsFind: Statement<
  { steps: readonly string[]; from: string; to: string; most: number; mostEvidence: number },
  { step: string; resourceId: string; count: number; receiptIds: string[] }
> = {
  name: 'insights/signal_receipts_find',
  mode: 'read',
  text: `UNWIND $steps AS step
CALL (step) {
  MATCH (receipt:Receipt {tenantId: $tenantId, step: step})
  USING INDEX SEEK receipt:Receipt(tenantId, step, createdAt, id)
  WHERE receipt.createdAt >= $from AND receipt.createdAt <= $to AND receipt.id IS NOT NULL
  WITH receipt
  ORDER BY receipt.tenantId DESC, receipt.step DESC, receipt.createdAt DESC, receipt.id DESC
  LIMIT $most
  RETURN receipt.resourceId AS resourceId, count(*) AS count, collect(receipt.id)[..$mostEvidence] AS receiptIds
}
RETURN step, resourceId, count, receiptIds`,
};
