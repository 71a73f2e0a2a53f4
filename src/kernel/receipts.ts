import type { HeadRow, MovedHead } from '../../cypher/rows.js';
import type { Caller } from './caller.js';
import type { Instant } from './values/instants.js';

export type WorkflowKind = 'lead' | 'deal' | 'admin' | 'activity' | 'batch';

/** A chain is named by its kind and subject: `deal:<opportunity id>`, `admin:config`, `activity:<caller>:<UTC day>`. */
export const workflowId = (kind: WorkflowKind, subject: string): string => `${kind}:${subject}`;

/** What a use case says of one step; the chain's links, hashes and the time are added behind the lock. */
export interface ReceiptDraft {
  /** Id of a workflow whose head this write has locked. */
  workflow: string;
  /** VERB_NOUN, one of the table in src/evidence. */
  step: string;
  outcome: 'ALLOWED' | 'DENIED' | 'BLOCKED' | 'FAILED';
  resource: { type: string; id: string; version: number | null };
  /** User for whom the caller acts (a delegate's approver, an importer's rep). */
  onBehalfOf?: { type: 'user'; id: string } | null;
  /** The parent's receipt, on a child's first step. */
  parent?: { workflow_id: string; seq: number; sha256: string } | null;
  /** The verdict that allowed or refused this; kept whole in the business payload as `policy_decision`. */
  policy?: PolicyEvidence | null;
  /** Ids, figures, reason codes, `snapshot` of what changed; no personal data. */
  business?: Record<string, unknown>;
  /** Names, e-mails, free text; `about` are the ids of the people it is about. */
  personal?: { content: Record<string, unknown>; about: string[] } | null;
}

/** A policy's verdict with everything needed to replay it. */
export interface PolicyEvidence {
  package: string;
  /** SHA-256 of the compiled bundle. */
  version: string;
  configVersion: number | null;
  configSha256: string | null;
  /** Every attribute of the catalogue, read by today's rules or not. */
  facts: unknown;
  verdict: { allow: boolean; rule_ids: string[] } & Record<string, unknown>;
}

/** Chains drafts onto locked heads; evidence implements it, the unit of work calls it once before it commits. Gives the heads that moved. */
export interface ReceiptPort {
  chain(input: {
    caller: Caller;
    heads: HeadRow[];
    drafts: ReceiptDraft[];
    /** One id per draft, drawn before the transaction body. */
    ids: string[];
    at: Instant;
  }): MovedHead[];
}
