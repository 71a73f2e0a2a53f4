import { z } from 'zod';
import type { Instant } from '../../kernel/values/instants.js';
import { STEP_FORM } from './workflow-steps.js';

/**
 * The most bytes that a canonical body may have: an entry's length in a bundle is a uint16 (C2SP tlog-tiles).
 * The schema's bounds keep every body far below it.
 */
export const BODY_MAX_BYTES = 65_535;

/** What a chain of receipts is kept for. */
export const WORKFLOW_KINDS = ['lead', 'deal', 'admin', 'activity', 'batch'] as const;
export type WorkflowKind = (typeof WORKFLOW_KINDS)[number];

export const OUTCOMES = ['ALLOWED', 'DENIED', 'BLOCKED', 'FAILED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SUBJECT_TYPES = ['user', 'api_key', 'system', 'visitor'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** Who acted, or in whose name. */
export interface SubjectRef {
  type: SubjectType;
  id: string;
}

/** The entity that a receipt is about; `version` is null for what has none. */
export interface ResourceRef {
  type: string;
  id: string;
  version: number | null;
}

/** The receipt that a workflow follows from. */
export interface ParentRef {
  workflow_id: string;
  seq: number;
  sha256: string;
}

/** The policy that decided: its package, the hash of the compiled bundle, and the configuration it read, if any. */
export interface PolicyRef {
  package: string;
  version: string;
  config_version: number | null;
  config_sha256: string | null;
}

/** The body of a receipt (docs/receipt-format.md): small, no personal data, no free text; every key always present. */
export interface ReceiptBody {
  v: 1;
  id: string;
  tenant_id: string;
  workflow_id: string;
  workflow_kind: WorkflowKind;
  /** From 1, without a gap. */
  workflow_seq: number;
  parent: ParentRef | null;
  previous_receipt_id: string | null;
  previous_sha256: string | null;
  workflow_step: string;
  outcome: Outcome;
  subject: SubjectRef;
  on_behalf_of: SubjectRef | null;
  resource_ref: ResourceRef | null;
  policy: PolicyRef | null;
  business_commitment: string | null;
  personal_commitment: string | null;
  /** UTC with milliseconds and `Z`; never before the previous receipt's. */
  timestamp: Instant;
}

/** References are visible ASCII without spaces: ids and codes, where no name or sentence fits in. */
const reference = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const seq = z.int().min(1);
const uuid = z.uuid().regex(/^[0-9a-f-]+$/, 'must be lower-case');
const subject = z.strictObject({ type: z.enum(SUBJECT_TYPES), id: reference });

const isInstant = (text: string): boolean => {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
};

/** Parses an untrusted body: every key present, none unknown, every value in its form. */
export const receiptBodySchema = z.strictObject({
  v: z.literal(1),
  id: uuid,
  tenant_id: reference,
  workflow_id: reference,
  workflow_kind: z.enum(WORKFLOW_KINDS),
  workflow_seq: seq,
  parent: z.strictObject({ workflow_id: reference, seq, sha256 }).nullable(),
  previous_receipt_id: uuid.nullable(),
  previous_sha256: sha256.nullable(),
  workflow_step: z.string().max(64).regex(STEP_FORM, 'must have the form VERB_NOUN'),
  outcome: z.enum(OUTCOMES),
  subject,
  on_behalf_of: subject.nullable(),
  resource_ref: z.strictObject({ type: reference, id: reference, version: z.int().min(0).nullable() }).nullable(),
  policy: z
    .strictObject({
      package: reference,
      version: reference,
      config_version: z.int().min(0).nullable(),
      config_sha256: sha256.nullable(),
    })
    .nullable(),
  business_commitment: sha256.nullable(),
  personal_commitment: sha256.nullable(),
  timestamp: z.string().refine(isInstant, 'must be a UTC instant with milliseconds and Z'),
}) satisfies z.ZodType<ReceiptBody>;

/** One line of an export: a receipt with the payloads that the reader may see. */
export interface ExportLine {
  body: ReceiptBody;
  sha256: string;
  business: unknown;
  business_salt: string | null;
  personal: unknown;
  personal_salt: string | null;
}

const salt = z.string().regex(/^[0-9a-f]{32}$/, 'must be 16 bytes in lower-case hex');
const payload = z.record(z.string(), z.unknown());

/** Parses an untrusted export line; a payload and its salt are both there or both null. */
export const exportLineSchema = z
  .strictObject({
    body: receiptBodySchema,
    sha256,
    business: payload.nullable(),
    business_salt: salt.nullable(),
    personal: payload.nullable(),
    personal_salt: salt.nullable(),
  })
  .refine(
    (line) => (line.business === null) === (line.business_salt === null),
    'business and its salt must come together',
  )
  .refine(
    (line) => (line.personal === null) === (line.personal_salt === null),
    'personal and its salt must come together',
  );
