/** Every label of the graph, with one line on what it means. A house test holds the statements to this list. */
export const LABELS = {
  Entity: 'Beside the own label of everything a receipt can be about: found by id alone',
  Tenant: 'A customer of the product; everything else belongs to one by its tenantId',
  User: 'A person of a tenant, known by a handle and by the subject of their token',
  Team: 'People who are routed to and report together',
  Role: 'A role of the table in src/kernel/rights.ts, held by dated HOLDS_ROLE',
  ApiKey: "A program's key; only its SHA-256 is kept",
  RevOpsConfigVersion: "One numbered version of a tenant's configuration: draft, active or retired",
  IdempotencyKey: 'A claimed key with the hash of its input and the saved answer',
  RevWorkflow: "Head of one workflow's chain of receipts",
  Receipt: 'One link of a chain: canonical body and its hash',
  Unsealed: 'A receipt that the tenant log does not hold yet',
  BusinessPayload: 'Ids, figures, verdict and snapshot behind a receipt, with their salt',
  PersonalPayload: 'Names and free text behind a receipt, with their salt; erasable',
  PolicyDecision: 'A verdict with its rule ids, and what it applies to',
  LogHead: 'Size and right edge of a tenant log',
  LogTile: 'A full tile of 256 hashes of a tenant log',
  Checkpoint: 'A signed size and root of a tenant log',
  Announcement: 'How far a listener has been told of a tenant log',
  Migration: 'A migration that was applied',
  MigrationLock: 'Held by the one process that migrates',
} as const;

/** Every relationship type, with one line on what it means. */
export const RELATIONSHIPS = {
  EVIDENCES: 'Receipt to its workflow head and to what it is about',
  HAS_PAYLOAD: 'Receipt to its business and personal payload',
  ABOUT: 'Personal payload to the person it is about',
  APPLIES_TO: 'Policy decision to what it decided on',
} as const;
