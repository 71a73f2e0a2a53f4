// Generated from cypher/dealdesk/ by cypher/generate.mjs.
import type * as rows from '../rows.js';
import type { Statement } from '../statement.js';

/** Locks an approval whose time has passed with its deal, and reads the line above whom it last went up to, above whom it waits for, or above the quote's owner where it waits for a role. Rows: one, none: the approval is not there. */
export const approvalLockForDeadline: Statement<
  { approvalId: string } & { claim: rows.ClaimParams },
  rows.Locked & { approval: rows.ApprovalRow; quote: rows.QuoteRow; makerIds: string[]; managers: rows.ManagerRow[] }
> = {
  name: 'dealdesk/approval_lock_for_deadline',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + approval.opportunityId})
  ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
MATCH (quote:Quote {tenantId: $tenantId, id: approval.quoteId})
SET approval._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
OPTIONAL MATCH (below:User {tenantId: $tenantId, id: coalesce(last(approval.escalatedToIds), approval.assigneeId, quote.ownerId)})
RETURN key {.answer, .inputSha256} AS claim, heads,
  approval {
    .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
    .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
    .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
  } AS approval, quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote,
  current.makerIds AS makerIds,
  COLLECT {
    MATCH (below) (()-[line:REPORTS_TO WHERE line.to IS NULL]->()){1,6} (boss:User)
    WHERE boss.endedAt IS NULL
    RETURN boss {.id, level: size(line),
      roles: COLLECT { MATCH (boss)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name }}
  } AS managers`,
};

/** Locks an approval with its quote and deal, and reads what its decision hangs on. Rows: one, none: the approval is not there. */
export const approvalLockForDecision: Statement<
  { approvalId: string; deciderId: string } & { claim: rows.ClaimParams },
  rows.Locked & rows.DecidingFactsRow
> = {
  name: 'dealdesk/approval_lock_for_decision',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + approval.opportunityId})
  ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
MATCH (quote:Quote {tenantId: $tenantId, id: approval.quoteId})
SET quote._lock = true
SET approval._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (decider:User {tenantId: $tenantId, id: $deciderId})
RETURN key {.answer, .inputSha256} AS claim, heads,
  approval {
    .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
    .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
    .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
  } AS approval, quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote,
  current {
    .id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
    .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
    lines: [(current)-[:HAS_LINE]->(line:QuoteLine) | line {
      .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
  } AS current,
  config.number AS configNumber,
  [(decider)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) | role.name] AS deciderRoles,
  COLLECT {
    MATCH (principal:User) (()-[given:DELEGATES_TO WHERE given.to > $claim.at]->()){1,10} (decider)
    RETURN principal {.id, spans: [one IN given | {from: one.from, to: one.to}],
      roles: [(principal)-[theirs:HOLDS_ROLE WHERE theirs.to IS NULL]->(part:Role) | part.name]}
  } AS delegators
  , [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
    .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
    .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
  }] AS approvals`,
};

/** Moves an approval's deadlines on, with whom it has gone up to. Its version stays: who decides now decides on the same. Rows: one. */
export const approvalMarkDeadlines: Statement<
  { approvalId: string; remindAt: string | null; dueAt: string | null; escalatedAt: string | null; escalatedToIds: string[] | null; escalatedInbox: string | null },
  { approvalId: string }
> = {
  name: 'dealdesk/approval_mark_deadlines',
  mode: 'write',
  text: `MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
SET approval.remindAt = $remindAt, approval.dueAt = $dueAt, approval.escalatedAt = $escalatedAt,
  approval.escalatedToIds = $escalatedToIds, approval.escalatedInbox = $escalatedInbox
RETURN approval.id AS approvalId`,
};

/** Marks an approval decided by a person. Rows: one. */
export const approvalMarkDecided: Statement<
  { approvalId: string; status: string; version: number; deciderId: string; reasonCode: string | null; onBehalfOfId: string | null; approvedVersion: number | null; at: string },
  { approvalId: string }
> = {
  name: 'dealdesk/approval_mark_decided',
  mode: 'write',
  text: `MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
MATCH (decider:User {tenantId: $tenantId, id: $deciderId})
SET approval.status = $status, approval.version = $version, approval.decidedAt = $at, approval.decidedById = $deciderId,
  approval.reasonCode = $reasonCode, approval.onBehalfOfId = $onBehalfOfId, approval.approvedVersion = $approvedVersion
CREATE (approval)-[:DECIDED_BY]->(decider)
RETURN approval.id AS approvalId`,
};

/** Opens the approvals of the next stage. Rows: one. */
export const approvalOpenMany: Statement<
  { approvalIds: string[]; at: string; remindAt: string | null; dueAt: string | null },
  { opened: number }
> = {
  name: 'dealdesk/approval_open_many',
  mode: 'write',
  text: `CALL () {
  UNWIND $approvalIds AS approvalId
  MATCH (approval:Approval {tenantId: $tenantId, id: approvalId})
  SET approval.status = 'open', approval.version = approval.version + 1, approval.requestedAt = $at,
    approval.remindAt = $remindAt, approval.dueAt = $dueAt
}
RETURN size($approvalIds) AS opened`,
};

/** Lets an approval wait for another person. Rows: one. */
export const approvalReassign: Statement<
  { approvalId: string; version: number; assigneeId: string; inbox: string; assignedById: string },
  { approvalId: string }
> = {
  name: 'dealdesk/approval_reassign',
  mode: 'write',
  text: `MATCH (approval:Approval {tenantId: $tenantId, id: $approvalId})
MATCH (assignee:User {tenantId: $tenantId, id: $assigneeId})
SET approval.version = $version, approval.assigneeId = $assigneeId, approval.inbox = $inbox, approval.assignedById = $assignedById
WITH approval, assignee
CALL (approval) {
  MATCH (approval)-[before:ASSIGNED_TO]->()
  DELETE before
}
CREATE (approval)-[:ASSIGNED_TO]->(assignee)
RETURN approval.id AS approvalId`,
};

/** Supersedes approvals that are no longer asked for. Rows: one. */
export const approvalSupersedeMany: Statement<
  { approvalIds: string[] },
  { superseded: number }
> = {
  name: 'dealdesk/approval_supersede_many',
  mode: 'write',
  text: `CALL () {
  UNWIND $approvalIds AS approvalId
  MATCH (approval:Approval {tenantId: $tenantId, id: approvalId})
  SET approval.status = 'superseded', approval.version = approval.version + 1
}
RETURN size($approvalIds) AS superseded`,
};

/** Counts what is open in some inboxes, and what went up to one, by inbox, role and segment. Rows: one for each inbox, role and segment that something waits in. */
export const approvalsCountWaiting: Statement<
  { inboxes: string[]; escalatedInbox: string; now: string },
  { inbox: string; role: string; segment: string | null; waiting: number; overdue: number }
> = {
  name: 'dealdesk/approvals_count_waiting',
  mode: 'read',
  text: `CALL () {
  UNWIND $inboxes AS inbox
  MATCH (approval:Approval {tenantId: $tenantId, inbox: inbox, status: 'open'})
  USING INDEX SEEK approval:Approval(tenantId, inbox, status, requestedAt, id)
  WHERE approval.requestedAt IS NOT NULL AND approval.id IS NOT NULL
  RETURN inbox, approval
UNION
  MATCH (approval:Approval {tenantId: $tenantId, escalatedInbox: $escalatedInbox, status: 'open'})
  USING INDEX SEEK approval:Approval(tenantId, escalatedInbox, status, requestedAt, id)
  WHERE approval.requestedAt IS NOT NULL AND approval.id IS NOT NULL AND NOT approval.inbox IN $inboxes
  RETURN $escalatedInbox AS inbox, approval
}
RETURN inbox, approval.role AS role, approval.segment AS segment, count(*) AS waiting,
  sum(CASE WHEN approval.dueAt < $now OR approval.escalatedAt IS NOT NULL THEN 1 ELSE 0 END) AS overdue`,
};

/** Reads approvals by their ids. Rows: many, one an id that is there. */
export const approvalsFindByIds: Statement<
  { ids: readonly string[] },
  { approval: rows.ApprovalRow }
> = {
  name: 'dealdesk/approvals_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (approval:Approval {tenantId: $tenantId, id: wanted})
RETURN approval {
  .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
  .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
  .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
} AS approval`,
};

/** Reads every approval that the given quotes were asked for. Rows: many. */
export const approvalsFindByQuotes: Statement<
  { ids: readonly string[] },
  { approval: rows.ApprovalRow }
> = {
  name: 'dealdesk/approvals_find_by_quotes',
  mode: 'read',
  text: `UNWIND $ids AS quoteId
MATCH (approval:Approval {tenantId: $tenantId, quoteId: quoteId})
USING INDEX SEEK approval:Approval(tenantId, quoteId, requestedAt, id)
WHERE approval.requestedAt IS NOT NULL AND approval.id > ''
RETURN approval {
  .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
  .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
  .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
} AS approval`,
};

/** How long the approvals of some roles took, the latest first; history that was entered later tells nothing of that. Rows: many, at most $most a role. */
export const approvalsFindDecided: Statement<
  { roles: string[]; most: number },
  { role: string; requestedAt: string; decidedAt: string }
> = {
  name: 'dealdesk/approvals_find_decided',
  mode: 'read',
  text: `UNWIND $roles AS role
CALL (role) {
  MATCH (approval:Approval {tenantId: $tenantId, role: role})
  USING INDEX SEEK approval:Approval(tenantId, role, decidedAt, id)
  WHERE approval.decidedAt > '' AND approval.id IS NOT NULL
  WITH approval
  ORDER BY approval.tenantId DESC, approval.role DESC, approval.decidedAt DESC, approval.id DESC
  LIMIT $most
  MATCH (quote:Quote {tenantId: $tenantId, id: approval.quoteId})
  WITH approval, quote
  WHERE NOT quote.backfill AND approval.requestedAt < approval.decidedAt
  RETURN approval.requestedAt AS requestedAt, approval.decidedAt AS decidedAt
}
RETURN role, requestedAt, decidedAt`,
};

/** Finds open approvals whose time has passed, the oldest first. Rows: limit at most. */
export const approvalsFindDue: Statement<
  { now: string; limit: number },
  { approvalId: string }
> = {
  name: 'dealdesk/approvals_find_due',
  mode: 'read',
  text: `MATCH (approval:Approval {tenantId: $tenantId, status: 'open'})
USING INDEX SEEK approval:Approval(tenantId, status, dueAt, id)
WHERE approval.dueAt <= $now AND approval.id IS NOT NULL
RETURN approval.id AS approvalId
ORDER BY approval.tenantId, approval.status, approval.dueAt, approval.id
LIMIT $limit`,
};

/** Finds open approvals whose people are to be reminded, the oldest first. Rows: limit at most. */
export const approvalsFindToRemind: Statement<
  { now: string; limit: number },
  { approvalId: string }
> = {
  name: 'dealdesk/approvals_find_to_remind',
  mode: 'read',
  text: `MATCH (approval:Approval {tenantId: $tenantId, status: 'open'})
USING INDEX SEEK approval:Approval(tenantId, status, remindAt, id)
WHERE approval.remindAt <= $now AND approval.id IS NOT NULL
RETURN approval.id AS approvalId
ORDER BY approval.tenantId, approval.status, approval.remindAt, approval.id
LIMIT $limit`,
};

/** Asks for more approvals of a submitted quote. Rows: one. */
export const approvalsInsertMany: Statement<
  { quoteId: string } & { approvals: rows.ApprovalRow[] },
  { inserted: number }
> = {
  name: 'dealdesk/approvals_insert_many',
  mode: 'write',
  text: `MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
CALL (quote) {
  UNWIND $approvals AS needed
  CREATE (quote)-[:NEEDS_APPROVAL]->(approval:Approval:Entity {tenantId: $tenantId, id: needed.id})
  SET approval += needed
  WITH approval, needed
  OPTIONAL MATCH (assignee:User {tenantId: $tenantId, id: needed.assigneeId})
  FOREACH (person IN CASE WHEN assignee IS NULL THEN [] ELSE [assignee] END | CREATE (approval)-[:ASSIGNED_TO]->(person))
  WITH approval, needed WHERE needed.decidedById IS NOT NULL
  MATCH (decider:User {tenantId: $tenantId, id: needed.decidedById})
  CREATE (approval)-[:DECIDED_BY]->(decider)
}
RETURN size($approvals) AS inserted`,
};

/** Lists a tenant's approvals, newest request first. Rows: many, at most $most. */
export const approvalsList: Statement<
  { before: string; beforeId: string; most: number },
  { approval: rows.ApprovalRow }
> = {
  name: 'dealdesk/approvals_list',
  mode: 'read',
  text: `MATCH (approval:Approval {tenantId: $tenantId})
USING INDEX SEEK approval:Approval(tenantId, requestedAt, id)
WHERE approval.requestedAt <= $before AND approval.id IS NOT NULL
  AND CASE WHEN approval.requestedAt = $before THEN approval.id < $beforeId ELSE true END
WITH approval
ORDER BY approval.tenantId DESC, approval.requestedAt DESC, approval.id DESC
LIMIT $most
RETURN approval {
  .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
  .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
  .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
} AS approval`,
};

/** One page of all approvals by id, to be compared with their receipts. Rows: many, at most $most. */
export const approvalsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'dealdesk/approvals_list_all',
  mode: 'read',
  text: `MATCH (n:Approval {tenantId: $tenantId})
USING INDEX SEEK n:Approval(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.quoteId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Lists what is open in some inboxes, and what went up to one, the oldest of each; they are put in order by who asks. Rows: many, at most $most an inbox. */
export const approvalsListWaiting: Statement<
  { inboxes: string[]; escalatedInbox: string | null } & { after: string; afterId: string; most: number; role: string | null; segment: string | null; dueBefore: string | null; minDiscountBp: number | null },
  { approval: rows.ApprovalRow }
> = {
  name: 'dealdesk/approvals_list_waiting',
  mode: 'read',
  text: `CALL () {
  UNWIND $inboxes AS inbox
  CALL (inbox) {
    MATCH (approval:Approval {tenantId: $tenantId, inbox: inbox, status: 'open'})
    USING INDEX SEEK approval:Approval(tenantId, inbox, status, requestedAt, id)
    WHERE approval.requestedAt >= $after AND approval.id IS NOT NULL
      AND CASE WHEN approval.requestedAt = $after THEN approval.id > $afterId ELSE true END
      AND ($role IS NULL OR approval.role = $role) AND ($segment IS NULL OR approval.segment = $segment)
      AND ($dueBefore IS NULL OR approval.dueAt < $dueBefore OR approval.escalatedAt IS NOT NULL)
      AND ($minDiscountBp IS NULL OR approval.discountBp >= $minDiscountBp)
    WITH approval
    ORDER BY approval.tenantId, approval.inbox, approval.status, approval.requestedAt, approval.id
    LIMIT $most
    RETURN approval
  }
  RETURN approval
UNION
  MATCH (approval:Approval {tenantId: $tenantId, escalatedInbox: $escalatedInbox, status: 'open'})
  USING INDEX SEEK approval:Approval(tenantId, escalatedInbox, status, requestedAt, id)
  WHERE approval.requestedAt >= $after AND approval.id IS NOT NULL
    AND CASE WHEN approval.requestedAt = $after THEN approval.id > $afterId ELSE true END
    AND ($role IS NULL OR approval.role = $role) AND ($segment IS NULL OR approval.segment = $segment)
    AND ($dueBefore IS NULL OR approval.dueAt < $dueBefore OR approval.escalatedAt IS NOT NULL)
    AND ($minDiscountBp IS NULL OR approval.discountBp >= $minDiscountBp)
  WITH approval
  ORDER BY approval.tenantId, approval.escalatedInbox, approval.status, approval.requestedAt, approval.id
  LIMIT $most
  RETURN approval
}
RETURN approval {
  .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
  .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
  .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
} AS approval`,
};

/** Who holds one of the roles at present, with all their roles and the handles of their teams. Rows: many, one a person. */
export const approverCandidatesFind: Statement<
  { roles: string[] },
  rows.CandidateRow
> = {
  name: 'dealdesk/approver_candidates_find',
  mode: 'read',
  text: `UNWIND $roles AS name
MATCH (:Role {tenantId: $tenantId, name: name})<-[holding:HOLDS_ROLE WHERE holding.to IS NULL]-(person:User)
WHERE person.endedAt IS NULL
WITH DISTINCT person
RETURN person.id AS id, person.handle AS handle,
  [(person)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) | role.name] AS roles,
  [(person)-[joined:MEMBER_OF WHERE joined.to IS NULL]->(team:Team) | team.handle] AS teams`,
};

/** The configuration that was in force at an instant. Rows: one, none: none was. */
export const configFindInForceAt: Statement<
  { at: string },
  { number: number }
> = {
  name: 'dealdesk/config_find_in_force_at',
  mode: 'read',
  text: `MATCH (config:RevOpsConfigVersion {tenantId: $tenantId})
USING INDEX SEEK config:RevOpsConfigVersion(tenantId, number)
WHERE config.number > 0 AND config.activatedAt <= $at AND (config.retiredAt IS NULL OR config.retiredAt > $at)
RETURN config.number AS number`,
};

/** Locks an opportunity's deal and reads what a new quote of it is made from; products in the order of $productIds. Rows: one, none: the opportunity is not there. */
export const dealLockForQuote: Statement<
  { opportunityId: string; externalId: string | null; ownerId: string | null } & { claim: rows.ClaimParams } & { productIds: string[] },
  rows.Locked & { opportunity: { status: string; stage: string; accountId: string | null }; familyRootId: string | null; products: rows.PricedProductRow[]; known: { id: string; opportunityId: string } | null; ownerFound: boolean; configNumber: number }
> = {
  name: 'dealdesk/deal_lock_for_quote',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: $opportunityId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + opportunity.id})
  ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: opportunity.accountId})
OPTIONAL MATCH (same:Quote {tenantId: $tenantId, externalId: $externalId})
OPTIONAL MATCH (owner:User {tenantId: $tenantId, id: $ownerId})
RETURN key {.answer, .inputSha256} AS claim, heads, opportunity {.status, .stage, .accountId} AS opportunity,
  account.familyRootId AS familyRootId, same {.id, .opportunityId} AS known, owner IS NOT NULL AS ownerFound, config.number AS configNumber,
  COLLECT {
    UNWIND $productIds AS productId
    MATCH (product:Product {tenantId: $tenantId, id: productId})
    RETURN product {.id, .sku, family: product.series, .listPriceMinor, .currency, recurring: coalesce(product.recurring, true)}
  } AS products`,
};

/** One page of all users by id with whom they delegated their approvals to, to be compared with their receipts. Rows: many, at most $most. */
export const delegationEdgesListAll: Statement<
  { after: string; most: number },
  { id: string; edges: { type: string; other: string; properties: Record<string, unknown> }[] }
> = {
  name: 'dealdesk/delegation_edges_list_all',
  mode: 'read',
  text: `MATCH (n:User {tenantId: $tenantId})
USING INDEX SEEK n:User(tenantId, id)
WHERE n.id > $after
WITH n
ORDER BY n.tenantId, n.id
LIMIT $most
RETURN n.id AS id, [(n)-[edge:DELEGATES_TO]->(other) | {type: type(edge), other: other.id, properties: properties(edge)}] AS edges`,
};

/** Ends a delegation early, with its dated edge. Rows: one. */
export const delegationEnd: Statement<
  { delegationId: string; principalId: string; version: number; to: string; endedBy: string },
  { delegationId: string }
> = {
  name: 'dealdesk/delegation_end',
  mode: 'write',
  text: `MATCH (delegation:Delegation {tenantId: $tenantId, id: $delegationId})
SET delegation.to = $to, delegation.version = $version, delegation.endedBy = $endedBy
WITH delegation
CALL () {
  MATCH (principal:User {tenantId: $tenantId, id: $principalId})-[given:DELEGATES_TO {delegationId: $delegationId}]->()
  SET given.to = $to
}
RETURN delegation.id AS delegationId`,
};

/** Reads one delegation. Rows: one, none: it is not there. */
export const delegationFind: Statement<
  { delegationId: string },
  { delegation: rows.DelegationRow }
> = {
  name: 'dealdesk/delegation_find',
  mode: 'read',
  text: `MATCH (delegation:Delegation {tenantId: $tenantId, id: $delegationId})
RETURN delegation {
  .id, .version, .createdAt, .principalId, .delegateId, .from, .to, .reasonCode, .createdBy, .endedBy
} AS delegation`,
};

/** Inserts a delegation with its dated edge. Rows: one. */
export const delegationInsert: Statement<
  { delegation: rows.DelegationRow },
  { delegationId: string }
> = {
  name: 'dealdesk/delegation_insert',
  mode: 'write',
  text: `MATCH (principal:User {tenantId: $tenantId, id: $delegation.principalId})
MATCH (delegate:User {tenantId: $tenantId, id: $delegation.delegateId})
CREATE (delegation:Delegation:Entity {tenantId: $tenantId, id: $delegation.id})
SET delegation += $delegation
CREATE (principal)-[:DELEGATES_TO {from: $delegation.from, to: $delegation.to, delegationId: $delegation.id}]->(delegate)
RETURN delegation.id AS delegationId`,
};

/** Locks the chain of delegations and the users of one ($userIds sorted), and reads the delegations that are not over. Rows: one; a user who is not there is left out. */
export const delegationLock: Statement<
  { claim: rows.ClaimParams } & { heads: rows.HeadParams[] } & { userIds: string[] },
  rows.Locked & { users: rows.HeldByUser[]; current: rows.DelegationRow[]; configNumber: number }
> = {
  name: 'dealdesk/delegation_lock',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
CALL () {
  UNWIND $heads AS wanted
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: wanted.id})
    ON CREATE SET head.kind = wanted.kind, head.seq = 0, head.createdAt = $claim.at
  SET head._lock = true
  WITH head
  RETURN collect(head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}) AS heads
}
CALL () {
  UNWIND $userIds AS userId
  MATCH (user:User {tenantId: $tenantId, id: userId})
  SET user._lock = true
  WITH user
  RETURN collect(user {
    .id, .version, .endedAt,
    roles: [(user)-[held:HOLDS_ROLE]->(role:Role) WHERE held.to IS NULL | {grantId: held.grantId, role: role.name}],
    teamIds: [(user)-[joined:MEMBER_OF]->(team:Team) WHERE joined.to IS NULL | team.id],
    leadsTeamIds: [(user)-[leads:LEADS]->(led:Team) WHERE leads.to IS NULL | led.id],
    managerId: head([(user)-[line:REPORTS_TO]->(manager:User) WHERE line.to IS NULL | manager.id]),
    reportIds: [(user)<-[below:REPORTS_TO]-(report:User) WHERE below.to IS NULL | report.id],
    seat: head([(user)-[:HAS_SEAT]->(seat:Seat) WHERE seat.state = 'ASSIGNED' | seat {.id, .type, .from}])
  }) AS users
}
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
RETURN key {.answer, .inputSha256} AS claim, heads, users, config.number AS configNumber,
  COLLECT {
    MATCH (delegation:Delegation {tenantId: $tenantId})
    USING INDEX SEEK delegation:Delegation(tenantId, to, id)
    WHERE delegation.to > $claim.at AND delegation.id IS NOT NULL
    RETURN delegation {
      .id, .version, .createdAt, .principalId, .delegateId, .from, .to, .reasonCode, .createdBy, .endedBy
    }
  } AS current`,
};

/** Reads the delegations of a user that hold at an instant: given by them, and given to them. Rows: one, none: there is no such user. */
export const delegationsFindOfUser: Statement<
  { userId: string; at: string },
  { given: rows.DelegationSpan[]; held: rows.DelegationSpan[] }
> = {
  name: 'dealdesk/delegations_find_of_user',
  mode: 'read',
  text: `MATCH (user:User {tenantId: $tenantId, id: $userId})
RETURN
  [(user)-[out:DELEGATES_TO WHERE out.from <= $at AND out.to > $at]->(delegate:User) |
    {delegationId: out.delegationId, userId: delegate.id, from: out.from, to: out.to}] AS given,
  [(user)<-[in:DELEGATES_TO WHERE in.from <= $at AND in.to > $at]-(principal:User) |
    {delegationId: in.delegationId, userId: principal.id, from: in.from, to: in.to}] AS held`,
};

/** One page of all delegations by id, to be compared with their receipts. Rows: many, at most $most. */
export const delegationsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'dealdesk/delegations_list_all',
  mode: 'read',
  text: `MATCH (n:Delegation {tenantId: $tenantId})
USING INDEX SEEK n:Delegation(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.principalId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Reads what an approver is shown of quotes: the version they are asked about, its deal, and the history with its account. Rows: one a quote that is there. */
export const inboxQuotesFind: Statement<
  { asked: { quoteId: string; number: number }[]; most: number },
  rows.InboxQuoteRow
> = {
  name: 'dealdesk/inbox_quotes_find',
  mode: 'read',
  text: `UNWIND $asked AS wanted
MATCH (quote:Quote {tenantId: $tenantId, id: wanted.quoteId})
MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: wanted.quoteId, number: wanted.number})
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: quote.opportunityId})
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: quote.accountId})
RETURN quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote,
  version {
    .number, .listTotalMinor, .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel
  } AS version,
  opportunity.name AS opportunityName, opportunity.strategic AS strategic, account.name AS accountName,
  COLLECT {
    MATCH (deal:Opportunity {tenantId: $tenantId, accountId: quote.accountId})
    USING INDEX SEEK deal:Opportunity(tenantId, accountId, id)
    WHERE deal.id IS NOT NULL
    WITH deal.status AS status LIMIT $most
    RETURN status
  } AS dealStatuses,
  COLLECT {
    MATCH (earlier:Quote {tenantId: $tenantId, familyRootId: quote.familyRootId})
    USING INDEX SEEK earlier:Quote(tenantId, familyRootId, submittedOn, id)
    WHERE earlier.submittedOn IS NOT NULL AND earlier.id IS NOT NULL
      AND earlier.accountId = quote.accountId AND earlier.status = 'approved' AND earlier.id <> quote.id
    WITH earlier
    ORDER BY earlier.tenantId DESC, earlier.familyRootId DESC, earlier.submittedOn DESC, earlier.id DESC
    LIMIT 1
    MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: earlier.id, number: earlier.currentVersion})
    RETURN {submittedOn: earlier.submittedOn, listTotalMinor: of.listTotalMinor, netTotalMinor: of.netTotalMinor}
  } AS lastApproved`,
};

/** Adds a comment to a quote. Its words are in the personal payload of its receipt alone. Rows: one. */
export const quoteCommentInsert: Statement<
  { comment: rows.QuoteCommentRow },
  { commentId: string }
> = {
  name: 'dealdesk/quote_comment_insert',
  mode: 'write',
  text: `MATCH (quote:Quote {tenantId: $tenantId, id: $comment.quoteId})
CREATE (quote)-[:HAS_COMMENT]->(comment:QuoteComment:Entity {tenantId: $tenantId, id: $comment.id})
SET comment += $comment
RETURN comment.id AS commentId`,
};

/** Reads what was said of some quotes, oldest first, with its words where they were not erased. Rows: many, at most $most a quote. */
export const quoteCommentsFindByQuotes: Statement<
  { ids: readonly string[]; most: number },
  { comment: rows.QuoteCommentRow; content: string | null }
> = {
  name: 'dealdesk/quote_comments_find_by_quotes',
  mode: 'read',
  text: `UNWIND $ids AS quoteId
CALL (quoteId) {
  MATCH (comment:QuoteComment {tenantId: $tenantId, quoteId: quoteId})
  USING INDEX SEEK comment:QuoteComment(tenantId, quoteId, createdAt, id)
  WHERE comment.createdAt IS NOT NULL AND comment.id IS NOT NULL
  WITH comment
  ORDER BY comment.tenantId DESC, comment.quoteId DESC, comment.createdAt DESC, comment.id DESC
  LIMIT $most
  RETURN comment
}
RETURN comment {.id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .approvalId, .authorId} AS comment,
  head(COLLECT {
    MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: comment.id})
    USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
    WHERE receipt.createdAt IS NOT NULL AND receipt.id IS NOT NULL
    MATCH (receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload)
    RETURN personal.content
  }) AS content`,
};

/** One page of all comments by id, to be compared with their receipts. Rows: many, at most $most. */
export const quoteCommentsListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'dealdesk/quote_comments_list_all',
  mode: 'read',
  text: `MATCH (n:QuoteComment {tenantId: $tenantId})
USING INDEX SEEK n:QuoteComment(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.quoteId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Locks a quote's account family: two submissions at once count each other. Rows: one, none: the account is gone. */
export const quoteFamilyLock: Statement<
  { familyRootId: string },
  { id: string }
> = {
  name: 'dealdesk/quote_family_lock',
  mode: 'write',
  text: `MATCH (root:Account {tenantId: $tenantId, id: $familyRootId})
SET root._lock = true
RETURN root.id AS id`,
};

/** Reads what a submission of a quote would be decided on, without a lock. Rows: one, none: the quote is not there. */
export const quoteFindForPreview: Statement<
  { quoteId: string } & { today: string; siblingDays: number },
  rows.DealFactsRow & { quote: rows.QuoteRow; current: rows.VersionWithLinesRow; approvals: rows.ApprovalRow[] }
> = {
  name: 'dealdesk/quote_find_for_preview',
  mode: 'read',
  text: `MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
WITH quote, quote.currentVersion AS number
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId, number: number})
WITH *, quote.opportunityId AS opportunityId, quote.ownerId AS ownerId, quote.accountId AS accountId,
  coalesce(quote.businessDate, $today) AS day
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: opportunityId})
MATCH (owner:User {tenantId: $tenantId, id: ownerId})
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: accountId})
WITH *, toString(date(day) - duration({days: $siblingDays})) AS siblingsFrom,
  COLLECT { MATCH (owner)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name } AS ownerRoles,
  COLLECT {
    MATCH (owner) (()-[line:REPORTS_TO WHERE line.to IS NULL]->()){1,6} (boss:User)
    RETURN boss {.id, level: size(line),
      roles: COLLECT { MATCH (boss)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name }}
  } AS managers,
  [(owner)-[given:DELEGATES_TO]->(delegate:User) | {id: delegate.id, from: given.from, to: given.to}] AS ownerDelegates,
  COLLECT {
    UNWIND ['finance', 'legal', 'vp_sales'] AS roleName
    MATCH (asked:Role {tenantId: $tenantId, name: roleName})
    WHERE EXISTS {
      (asked)<-[held:HOLDS_ROLE WHERE held.to IS NULL]-(holder:User WHERE NOT holder.id IN current.makerIds + ownerId)
    }
    RETURN roleName
  } AS rolesHeld
WITH *,
  COLLECT {
    MATCH (sibling:Quote {tenantId: $tenantId, familyRootId: quote.familyRootId})
    USING INDEX SEEK sibling:Quote(tenantId, familyRootId, submittedOn, id)
    WHERE sibling.submittedOn >= siblingsFrom AND sibling.submittedOn <= day AND sibling.id IS NOT NULL AND sibling.id <> quote.id
    WITH sibling
    ORDER BY sibling.tenantId DESC, sibling.familyRootId DESC, sibling.submittedOn DESC, sibling.id DESC
    LIMIT 200
    MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: sibling.id, number: sibling.currentVersion})
    RETURN {quote_id: sibling.id, version: of.number, status: sibling.status, currency: sibling.currency,
      list_total_minor: of.listTotalMinor, net_total_minor: of.netTotalMinor}
  } AS siblings
RETURN quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote,
  current {
    .id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
    .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
    lines: [(current)-[:HAS_LINE]->(line:QuoteLine) | line {
      .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
  } AS current,
  opportunity {.id, .stage, .status, .strategic, .type, .custom} AS opportunity, account {
    .id, .externalId, .ownerId, .arrMinor, .country, .region, .customerStatus, .sector, .employees, .custom
  } AS account,
  ownerRoles, managers, ownerDelegates, rolesHeld, siblings, config.number AS configNumber,
  [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
    .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
    .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
  }] AS approvals`,
};

/** Inserts a quote with its first version and lines. Rows: one. */
export const quoteInsert: Statement<
  { quote: rows.QuoteRow; version: rows.QuoteVersionRow; lines: rows.QuoteLineRow[] } & { version: rows.QuoteVersionRow; lines: rows.QuoteLineRow[] },
  { quoteId: string }
> = {
  name: 'dealdesk/quote_insert',
  mode: 'write',
  text: `MATCH (opportunity:Opportunity {tenantId: $tenantId, id: $quote.opportunityId})
CREATE (opportunity)-[:HAS_QUOTE]->(quote:Quote:Entity {tenantId: $tenantId, id: $quote.id})
SET quote += $quote
CREATE (quote)-[:HAS_VERSION]->(version:QuoteVersion:Entity {tenantId: $tenantId, id: $version.id})
SET version += $version
WITH quote, version
CALL (version) {
  UNWIND $lines AS item
  MATCH (product:Product {tenantId: $tenantId, id: item.productId})
  CREATE (version)-[:HAS_LINE]->(line:QuoteLine:Entity {tenantId: $tenantId, id: item.id})
  SET line += item, line.versionId = version.id, line.createdAt = version.createdAt
  CREATE (line)-[:OF_PRODUCT]->(product)
  WITH DISTINCT version, product
  CREATE (version)-[:CONTAINS]->(product)
}
RETURN quote.id AS quoteId`,
};

/** Gives a quote its next version, which becomes the current one. Rows: one. */
export const quoteInsertVersion: Statement<
  { quoteId: string; quoteVersion: number; status: string } & { version: rows.QuoteVersionRow; lines: rows.QuoteLineRow[] },
  { quoteId: string }
> = {
  name: 'dealdesk/quote_insert_version',
  mode: 'write',
  text: `MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $quoteVersion, quote.currentVersion = $version.number
CREATE (quote)-[:HAS_VERSION]->(version:QuoteVersion:Entity {tenantId: $tenantId, id: $version.id})
SET version += $version
WITH quote, version
CALL (version) {
  UNWIND $lines AS item
  MATCH (product:Product {tenantId: $tenantId, id: item.productId})
  CREATE (version)-[:HAS_LINE]->(line:QuoteLine:Entity {tenantId: $tenantId, id: item.id})
  SET line += item, line.versionId = version.id, line.createdAt = version.createdAt
  CREATE (line)-[:OF_PRODUCT]->(product)
  WITH DISTINCT version, product
  CREATE (version)-[:CONTAINS]->(product)
}
RETURN quote.id AS quoteId`,
};

/** One page of all lines of quotes by version and number, to be compared with their receipts. Rows: many, at most $most. */
export const quoteLinesListAll: Statement<
  { after: string; afterNumber: number; most: number },
  rows.ListedNode & { number: number }
> = {
  name: 'dealdesk/quote_lines_list_all',
  mode: 'read',
  text: `MATCH (n:QuoteLine {tenantId: $tenantId})
USING INDEX SEEK n:QuoteLine(tenantId, versionId, number)
WHERE n.versionId >= $after AND n.number IS NOT NULL
  AND CASE WHEN n.versionId = $after THEN n.number > $afterNumber ELSE true END
RETURN n.id AS id, n.versionId AS owner, n.number AS number
ORDER BY n.tenantId, n.versionId, n.number
LIMIT $most`,
};

/** Locks a quote's deal, to add what somebody says of the quote. Rows: one, none: the quote is not there. */
export const quoteLockForComment: Statement<
  { quoteId: string } & { claim: rows.ClaimParams },
  rows.Locked & { quote: rows.QuoteRow }
> = {
  name: 'dealdesk/quote_lock_for_comment',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + quote.opportunityId})
  ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
RETURN key {.answer, .inputSha256} AS claim, heads, quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote`,
};

/** Locks a quote and its deal, and reads what its next version is made from; also used to recall it. Rows: one, none: the quote is not there. */
export const quoteLockForRevision: Statement<
  { quoteId: string } & { claim: rows.ClaimParams } & { productIds: string[] },
  rows.Locked & { quote: rows.QuoteRow; current: rows.VersionWithLinesRow; opportunity: { stage: string }; products: rows.PricedProductRow[]; approvals: rows.ApprovalRow[] }
> = {
  name: 'dealdesk/quote_lock_for_revision',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + quote.opportunityId})
  ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
SET quote._lock = true
WITH *
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: quote.id, number: quote.currentVersion})
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: quote.opportunityId})
RETURN key {.answer, .inputSha256} AS claim, heads,
  quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote, opportunity {.stage} AS opportunity,
  current {
    .id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
    .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
    lines: [(current)-[:HAS_LINE]->(line:QuoteLine) | line {
      .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
  } AS current,
  [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
    .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
    .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
  }] AS approvals,
  COLLECT {
    UNWIND $productIds AS productId
    MATCH (product:Product {tenantId: $tenantId, id: productId})
    RETURN product {.id, .sku, family: product.series, .listPriceMinor, .currency, recurring: coalesce(product.recurring, true)}
  } AS products`,
};

/** Locks a quote and its deal, and reads what a submission is decided on. Rows: one, none: the quote is not there. */
export const quoteLockForSubmit: Statement<
  { quoteId: string } & { claim: rows.ClaimParams } & { today: string; siblingDays: number },
  rows.Locked & rows.DealFactsRow & { quote: rows.QuoteRow; current: rows.VersionWithLinesRow; approvals: rows.ApprovalRow[] }
> = {
  name: 'dealdesk/quote_lock_for_submit',
  mode: 'write',
  text: `MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $claim.scope, key: $claim.key})
  ON CREATE SET key.inputSha256 = $claim.inputSha256, key.createdAt = $claim.at
SET key._lock = true
WITH key
MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + quote.opportunityId})
  ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $claim.at
SET head._lock = true
WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
SET quote._lock = true
WITH *, quote.currentVersion AS number
MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId, number: number})
WITH *, quote.opportunityId AS opportunityId, quote.ownerId AS ownerId, quote.accountId AS accountId,
  coalesce(quote.businessDate, $today) AS day
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: opportunityId})
MATCH (owner:User {tenantId: $tenantId, id: ownerId})
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: accountId})
WITH *, toString(date(day) - duration({days: $siblingDays})) AS siblingsFrom,
  COLLECT { MATCH (owner)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name } AS ownerRoles,
  COLLECT {
    MATCH (owner) (()-[line:REPORTS_TO WHERE line.to IS NULL]->()){1,6} (boss:User)
    RETURN boss {.id, level: size(line),
      roles: COLLECT { MATCH (boss)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name }}
  } AS managers,
  [(owner)-[given:DELEGATES_TO]->(delegate:User) | {id: delegate.id, from: given.from, to: given.to}] AS ownerDelegates,
  COLLECT {
    UNWIND ['finance', 'legal', 'vp_sales'] AS roleName
    MATCH (asked:Role {tenantId: $tenantId, name: roleName})
    WHERE EXISTS {
      (asked)<-[held:HOLDS_ROLE WHERE held.to IS NULL]-(holder:User WHERE NOT holder.id IN current.makerIds + ownerId)
    }
    RETURN roleName
  } AS rolesHeld
WITH *,
  COLLECT {
    MATCH (sibling:Quote {tenantId: $tenantId, familyRootId: quote.familyRootId})
    USING INDEX SEEK sibling:Quote(tenantId, familyRootId, submittedOn, id)
    WHERE sibling.submittedOn >= siblingsFrom AND sibling.submittedOn <= day AND sibling.id IS NOT NULL AND sibling.id <> quote.id
    WITH sibling
    ORDER BY sibling.tenantId DESC, sibling.familyRootId DESC, sibling.submittedOn DESC, sibling.id DESC
    LIMIT 200
    MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: sibling.id, number: sibling.currentVersion})
    RETURN {quote_id: sibling.id, version: of.number, status: sibling.status, currency: sibling.currency,
      list_total_minor: of.listTotalMinor, net_total_minor: of.netTotalMinor}
  } AS siblings
RETURN key {.answer, .inputSha256} AS claim, heads,
  quote {
    .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
    .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
  } AS quote,
  current {
    .id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
    .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
    lines: [(current)-[:HAS_LINE]->(line:QuoteLine) | line {
      .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
  } AS current,
  opportunity {.id, .stage, .status, .strategic, .type, .custom} AS opportunity, account {
    .id, .externalId, .ownerId, .arrMinor, .country, .region, .customerStatus, .sector, .employees, .custom
  } AS account,
  ownerRoles, managers, ownerDelegates, rolesHeld, siblings, config.number AS configNumber,
  [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
    .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
    .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
    .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
  }] AS approvals`,
  grouped: `UNWIND range(0, size($group) - 1) AS place
CALL (place) {
  MERGE (key:IdempotencyKey {tenantId: $tenantId, scope: $group[place].claim.scope, key: $group[place].claim.key})
    ON CREATE SET key.inputSha256 = $group[place].claim.inputSha256, key.createdAt = $group[place].claim.at
  SET key._lock = true
  WITH key
  MATCH (quote:Quote {tenantId: $tenantId, id: $group[place].quoteId})
  MERGE (head:RevWorkflow {tenantId: $tenantId, id: 'deal:' + quote.opportunityId})
    ON CREATE SET head.kind = 'deal', head.seq = 0, head.createdAt = $group[place].claim.at
  SET head._lock = true
  WITH *, [head {.id, .kind, .seq, .sha256, .lastReceiptId, .lastAt}] AS heads
  SET quote._lock = true
  WITH *, quote.currentVersion AS number
  MATCH (current:QuoteVersion {tenantId: $tenantId, quoteId: $group[place].quoteId, number: number})
  WITH *, quote.opportunityId AS opportunityId, quote.ownerId AS ownerId, quote.accountId AS accountId,
    coalesce(quote.businessDate, $group[place].today) AS day
  MATCH (opportunity:Opportunity {tenantId: $tenantId, id: opportunityId})
  MATCH (owner:User {tenantId: $tenantId, id: ownerId})
  MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
    USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
    WHERE config.number > 0
  OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: accountId})
  WITH *, toString(date(day) - duration({days: $group[place].siblingDays})) AS siblingsFrom,
    COLLECT { MATCH (owner)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name } AS ownerRoles,
    COLLECT {
      MATCH (owner) (()-[line:REPORTS_TO WHERE line.to IS NULL]->()){1,6} (boss:User)
      RETURN boss {.id, level: size(line),
        roles: COLLECT { MATCH (boss)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name }}
    } AS managers,
    [(owner)-[given:DELEGATES_TO]->(delegate:User) | {id: delegate.id, from: given.from, to: given.to}] AS ownerDelegates,
    COLLECT {
      UNWIND ['finance', 'legal', 'vp_sales'] AS roleName
      MATCH (asked:Role {tenantId: $tenantId, name: roleName})
      WHERE EXISTS {
        (asked)<-[held:HOLDS_ROLE WHERE held.to IS NULL]-(holder:User WHERE NOT holder.id IN current.makerIds + ownerId)
      }
      RETURN roleName
    } AS rolesHeld
  WITH *,
    COLLECT {
      MATCH (sibling:Quote {tenantId: $tenantId, familyRootId: quote.familyRootId})
      USING INDEX SEEK sibling:Quote(tenantId, familyRootId, submittedOn, id)
      WHERE sibling.submittedOn >= siblingsFrom AND sibling.submittedOn <= day AND sibling.id IS NOT NULL AND sibling.id <> quote.id
      WITH sibling
      ORDER BY sibling.tenantId DESC, sibling.familyRootId DESC, sibling.submittedOn DESC, sibling.id DESC
      LIMIT 200
      MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: sibling.id, number: sibling.currentVersion})
      RETURN {quote_id: sibling.id, version: of.number, status: sibling.status, currency: sibling.currency,
        list_total_minor: of.listTotalMinor, net_total_minor: of.netTotalMinor}
    } AS siblings
  RETURN key {.answer, .inputSha256} AS claim, heads,
    quote {
      .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
      .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
    } AS quote,
    current {
      .id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
      .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
      lines: [(current)-[:HAS_LINE]->(line:QuoteLine) | line {
        .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
    } AS current,
    opportunity {.id, .stage, .status, .strategic, .type, .custom} AS opportunity, account {
      .id, .externalId, .ownerId, .arrMinor, .country, .region, .customerStatus, .sector, .employees, .custom
    } AS account,
    ownerRoles, managers, ownerDelegates, rolesHeld, siblings, config.number AS configNumber,
    [(quote)-[:NEEDS_APPROVAL]->(asked:Approval) | asked {
      .id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .role, .stage, .status, .reasons, .assigneeId,
      .inbox, .requestedAt, .remindAt, .dueAt, .escalatedAt, .escalatedToIds, .escalatedInbox, .segment, .discountBp, .thresholdBp, .decidedAt, .decidedById, .reasonCode,
      .groupId, .groupNeeds, .onBehalfOfId, .approvedVersion, .configNumber, .assignedById
    }] AS approvals
}
RETURN *`,
};

/** Everybody who drafted, revised or submitted a quote, by the receipts of it: history is handled by several admins. Rows: one. */
export const quoteMakersFind: Statement<
  { quoteId: string },
  { makerIds: string[] }
> = {
  name: 'dealdesk/quote_makers_find',
  mode: 'read',
  text: `MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: $quoteId})
USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
WHERE receipt.createdAt IS NOT NULL AND receipt.id IS NOT NULL
  AND receipt.step IN ['CREATE_QUOTE', 'REVISE_QUOTE', 'SUBMIT_QUOTE'] AND receipt.outcome = 'ALLOWED'
RETURN collect(DISTINCT receipt.subjectId) AS makerIds`,
};

/** Moves a quote to another state. Rows: one. */
export const quoteMarkStatus: Statement<
  { quoteId: string; version: number; status: string },
  { quoteId: string }
> = {
  name: 'dealdesk/quote_mark_status',
  mode: 'write',
  text: `MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $version
RETURN quote.id AS quoteId`,
};

/** Moves a quote to the state its submission led to, with the approvals it needs; supersedes those of earlier versions. Rows: one. */
export const quoteMarkSubmitted: Statement<
  { quoteId: string; version: number; status: string; submittedOn: string; submittedBy: string; expiresAt: string | null; superseded: string[] } & { approvals: rows.ApprovalRow[] },
  { marked: number }
> = {
  name: 'dealdesk/quote_mark_submitted',
  mode: 'write',
  text: `MATCH (quote:Quote {tenantId: $tenantId, id: $quoteId})
SET quote.status = $status, quote.version = $version, quote.submittedOn = $submittedOn, quote.submittedBy = $submittedBy,
  quote.expiresAt = $expiresAt
WITH quote
CALL (quote) {
  UNWIND $superseded AS approvalId
  MATCH (old:Approval {tenantId: $tenantId, id: approvalId})
  SET old.status = 'superseded', old.version = old.version + 1
}
CALL (quote) {
  UNWIND $approvals AS needed
  CREATE (quote)-[:NEEDS_APPROVAL]->(approval:Approval:Entity {tenantId: $tenantId, id: needed.id})
  SET approval += needed
  WITH approval, needed
  OPTIONAL MATCH (assignee:User {tenantId: $tenantId, id: needed.assigneeId})
  FOREACH (person IN CASE WHEN assignee IS NULL THEN [] ELSE [assignee] END | CREATE (approval)-[:ASSIGNED_TO]->(person))
  WITH approval, needed WHERE needed.decidedById IS NOT NULL
  MATCH (decider:User {tenantId: $tenantId, id: needed.decidedById})
  CREATE (approval)-[:DECIDED_BY]->(decider)
}
RETURN 1 AS marked`,
  grouped: `UNWIND range(0, size($group) - 1) AS place
CALL (place) {
  MATCH (quote:Quote {tenantId: $tenantId, id: $group[place].quoteId})
  SET quote.status = $group[place].status, quote.version = $group[place].version, quote.submittedOn = $group[place].submittedOn, quote.submittedBy = $group[place].submittedBy,
    quote.expiresAt = $group[place].expiresAt
  WITH quote
  CALL (place, quote) {
    UNWIND $group[place].superseded AS approvalId
    MATCH (old:Approval {tenantId: $tenantId, id: approvalId})
    SET old.status = 'superseded', old.version = old.version + 1
  }
  CALL (place, quote) {
    UNWIND $group[place].approvals AS needed
    CREATE (quote)-[:NEEDS_APPROVAL]->(approval:Approval:Entity {tenantId: $tenantId, id: needed.id})
    SET approval += needed
    WITH approval, needed
    OPTIONAL MATCH (assignee:User {tenantId: $tenantId, id: needed.assigneeId})
    FOREACH (person IN CASE WHEN assignee IS NULL THEN [] ELSE [assignee] END | CREATE (approval)-[:ASSIGNED_TO]->(person))
    WITH approval, needed WHERE needed.decidedById IS NOT NULL
    MATCH (decider:User {tenantId: $tenantId, id: needed.decidedById})
    CREATE (approval)-[:DECIDED_BY]->(decider)
  }
  RETURN 1 AS marked
}
RETURN *`,
};

/** Reads what was submitted in a quote's account family, for a preview. Rows: many, at most 200. */
export const quoteSiblingsFind: Statement<
  { quoteId: string; familyRootId: string; from: string; until: string },
  rows.SiblingRow
> = {
  name: 'dealdesk/quote_siblings_find',
  mode: 'read',
  text: `MATCH (sibling:Quote {tenantId: $tenantId, familyRootId: $familyRootId})
USING INDEX SEEK sibling:Quote(tenantId, familyRootId, submittedOn, id)
WHERE sibling.submittedOn >= $from AND sibling.submittedOn <= $until AND sibling.id IS NOT NULL AND sibling.id <> $quoteId
WITH sibling
ORDER BY sibling.tenantId DESC, sibling.familyRootId DESC, sibling.submittedOn DESC, sibling.id DESC
LIMIT 200
MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: sibling.id, number: sibling.currentVersion})
RETURN sibling.id AS quote_id, of.number AS version, sibling.status AS status, sibling.currency AS currency,
  of.listTotalMinor AS list_total_minor, of.netTotalMinor AS net_total_minor, of.termMonths AS term_length_months,
  sibling.submittedOn AS submitted_on,
  reduce(total = 0, net IN [(of)-[:HAS_LINE]->(line:QuoteLine WHERE line.recurring) | line.netMinor] | total + net) AS recurring_net_minor`,
};

/** Versions of a quote that others than its owner made, without their lines. Rows: many, none: its owner made all of them. */
export const quoteVersionsFindMade: Statement<
  { quoteId: string },
  { version: rows.QuoteVersionRow }
> = {
  name: 'dealdesk/quote_versions_find_made',
  mode: 'read',
  text: `MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId})
WHERE version.number > 0 AND size(version.makerIds) > 0
RETURN version {.id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
  .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom} AS version`,
};

/** One page of all quote versions by quote and number, to be compared with their receipts. Rows: many, at most $most. */
export const quoteVersionsListAll: Statement<
  { after: string; afterNumber: number; most: number },
  rows.ListedNode & { number: number }
> = {
  name: 'dealdesk/quote_versions_list_all',
  mode: 'read',
  text: `MATCH (n:QuoteVersion {tenantId: $tenantId})
USING INDEX SEEK n:QuoteVersion(tenantId, quoteId, number)
WHERE n.quoteId >= $after AND n.number IS NOT NULL
  AND CASE WHEN n.quoteId = $after THEN n.number > $afterNumber ELSE true END
RETURN n.id AS id, n.quoteId AS owner, n.number AS number
ORDER BY n.tenantId, n.quoteId, n.number
LIMIT $most`,
};

/** Reads quotes by their ids. Rows: many, one an id that is there. */
export const quotesFindByIds: Statement<
  { ids: readonly string[] },
  { quote: rows.QuoteRow }
> = {
  name: 'dealdesk/quotes_find_by_ids',
  mode: 'read',
  text: `UNWIND $ids AS wanted
MATCH (quote:Quote {tenantId: $tenantId, id: wanted})
RETURN quote {
  .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
  .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
} AS quote`,
};

/** Finds quotes of one state whose validity has ended, the oldest first. Rows: limit at most. */
export const quotesFindExpired: Statement<
  { status: string; now: string; limit: number },
  { quoteId: string }
> = {
  name: 'dealdesk/quotes_find_expired',
  mode: 'read',
  text: `MATCH (quote:Quote {tenantId: $tenantId, status: $status})
USING INDEX SEEK quote:Quote(tenantId, status, expiresAt, id)
WHERE quote.expiresAt <= $now AND quote.id IS NOT NULL
RETURN quote.id AS quoteId
ORDER BY quote.tenantId, quote.status, quote.expiresAt, quote.id
LIMIT $limit`,
};

/** Lists a tenant's quotes, newest first. Rows: many, at most $most. */
export const quotesList: Statement<
  { before: string; beforeId: string; most: number },
  { quote: rows.QuoteRow }
> = {
  name: 'dealdesk/quotes_list',
  mode: 'read',
  text: `MATCH (quote:Quote {tenantId: $tenantId})
USING INDEX SEEK quote:Quote(tenantId, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
  .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
} AS quote`,
};

/** One page of all quotes by id, to be compared with their receipts. Rows: many, at most $most. */
export const quotesListAll: Statement<
  { after: string; most: number },
  rows.ListedNode
> = {
  name: 'dealdesk/quotes_list_all',
  mode: 'read',
  text: `MATCH (n:Quote {tenantId: $tenantId})
USING INDEX SEEK n:Quote(tenantId, id)
WHERE n.id > $after
RETURN n.id AS id, n.opportunityId AS owner
ORDER BY n.tenantId, n.id
LIMIT $most`,
};

/** Lists the quotes of one opportunity, newest first. Rows: many, at most $most. */
export const quotesListByOpportunity: Statement<
  { opportunityId: string; before: string; beforeId: string; most: number },
  { quote: rows.QuoteRow }
> = {
  name: 'dealdesk/quotes_list_by_opportunity',
  mode: 'read',
  text: `MATCH (quote:Quote {tenantId: $tenantId, opportunityId: $opportunityId})
USING INDEX SEEK quote:Quote(tenantId, opportunityId, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.opportunityId DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
  .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
} AS quote`,
};

/** Lists the quotes of one owner, newest first. Rows: many, at most $most. */
export const quotesListByOwner: Statement<
  { ownerId: string; before: string; beforeId: string; most: number },
  { quote: rows.QuoteRow }
> = {
  name: 'dealdesk/quotes_list_by_owner',
  mode: 'read',
  text: `MATCH (quote:Quote {tenantId: $tenantId, ownerId: $ownerId})
USING INDEX SEEK quote:Quote(tenantId, ownerId, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.ownerId DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
  .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
} AS quote`,
};

/** Lists a tenant's quotes in one state, newest first. Rows: many, at most $most. */
export const quotesListByStatus: Statement<
  { status: string; before: string; beforeId: string; most: number },
  { quote: rows.QuoteRow }
> = {
  name: 'dealdesk/quotes_list_by_status',
  mode: 'read',
  text: `MATCH (quote:Quote {tenantId: $tenantId, status: $status})
USING INDEX SEEK quote:Quote(tenantId, status, createdAt, id)
WHERE quote.createdAt <= $before AND quote.id IS NOT NULL
  AND CASE WHEN quote.createdAt = $before THEN quote.id < $beforeId ELSE true END
WITH quote
ORDER BY quote.tenantId DESC, quote.status DESC, quote.createdAt DESC, quote.id DESC
LIMIT $most
RETURN quote {
  .id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
  .currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
} AS quote`,
};

/** Who holds some roles at present, and is still there. Rows: one a role. */
export const roleHoldersFind: Statement<
  { roles: string[] },
  { role: string; userIds: string[] }
> = {
  name: 'dealdesk/role_holders_find',
  mode: 'read',
  text: `UNWIND $roles AS name
MATCH (role:Role {tenantId: $tenantId, name: name})
RETURN name AS role,
  COLLECT { MATCH (role)<-[held:HOLDS_ROLE WHERE held.to IS NULL]-(user:User) WHERE user.endedAt IS NULL RETURN user.id } AS userIds`,
};

/** Reads every version of the given quotes with their lines. Rows: many, at least one a quote. */
export const versionsFindByQuotes: Statement<
  { ids: readonly string[] },
  { version: rows.VersionWithLinesRow }
> = {
  name: 'dealdesk/versions_find_by_quotes',
  mode: 'read',
  text: `UNWIND $ids AS quoteId
MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: quoteId}) WHERE version.number > 0
RETURN version {
  .id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
  .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
  lines: [(version)-[:HAS_LINE]->(line:QuoteLine) | line {
    .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
} AS version`,
};
