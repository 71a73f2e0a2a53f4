import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Body, StoredPayload, StoredReceipt } from './receipts.js';

/** The end of a chain as far as it was read. */
export interface ChainEnd {
  kind: string;
  seq: number;
  sha256: string | null;
  id: string | null;
  at: string;
}

const KEYS = [
  'business_commitment',
  'id',
  'on_behalf_of',
  'outcome',
  'parent',
  'personal_commitment',
  'policy',
  'previous_receipt_id',
  'previous_sha256',
  'resource_ref',
  'subject',
  'tenant_id',
  'timestamp',
  'v',
  'workflow_id',
  'workflow_kind',
  'workflow_seq',
  'workflow_step',
].join();

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const sha256 = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Everything that is wrong with one receipt and its link to the chain before it (docs/receipt-format.md, steps 1 to 5). */
export function chainProblems(
  tenantId: string,
  receipt: StoredReceipt,
  body: Body,
  before: ChainEnd | undefined,
): string[] {
  const { node } = receipt;
  const seq = (before?.seq ?? 0) + 1;
  const checks: [boolean, string][] = [
    [Object.keys(body).sort().join() === KEYS, 'its body has other keys'],
    [canonicalize(body) === node.body, 'its body is not canonical'],
    [sha256(node.body) === node.sha256, `its sha256 is ${node.sha256}, the body gives ${sha256(node.body)}`],
    [body.tenant_id === tenantId, `its body is of tenant ${body.tenant_id}`],
    [body.workflow_seq === seq, `its place is ${body.workflow_seq}, the next is ${seq}`],
    [
      body.previous_receipt_id === (before?.id ?? null),
      `it follows ${body.previous_receipt_id}, the last is ${before?.id}`,
    ],
    [
      body.previous_sha256 === (before?.sha256 ?? null),
      `it links to ${body.previous_sha256}, the last is ${before?.sha256}`,
    ],
    [INSTANT.test(body.timestamp), `its time is ${body.timestamp}`],
    [body.timestamp >= (before?.at ?? ''), `its time ${body.timestamp} is before ${before?.at}, that of the last`],
    [body.parent === null || body.workflow_seq === 1, 'it has a parent and is not the first'],
    [body.workflow_kind === (before?.kind ?? body.workflow_kind), `its kind is ${body.workflow_kind}`],
  ];
  return [
    ...checks.flatMap(([holds, what]) => (holds ? [] : [what])),
    ...repeated(receipt, body),
    ...payloads(receipt, body),
  ];
}

/** What the graph repeats of a body must be what the body says. */
function repeated({ node, evidences, labels }: StoredReceipt, body: Body): string[] {
  const wanted: Record<string, unknown> = {
    id: body.id,
    tenantId: body.tenant_id,
    workflowId: body.workflow_id,
    workflowKind: body.workflow_kind,
    workflowSeq: body.workflow_seq,
    step: body.workflow_step,
    outcome: body.outcome,
    subjectType: body.subject.type,
    subjectId: body.subject.id,
    resourceType: body.resource_ref?.type,
    resourceId: body.resource_ref?.id,
  };
  const differing = Object.keys(wanted).filter((key) => (node[key] ?? undefined) !== wanted[key]);
  return [
    ...differing.map((key) => `the graph says its ${key} is ${node[key]}, its body ${wanted[key]}`),
    ...(evidences.includes(body.workflow_id) ? [] : ['it has no EVIDENCES edge to its workflow']),
    ...(labels.includes('Unsealed') === (node.leafIndex === undefined) ? [] : ['it is sealed and marked as unsealed']),
  ];
}

function payloads({ payloads: stored }: StoredReceipt, body: Body): string[] {
  const of = (label: string) => stored.filter(({ labels }) => labels.includes(label));
  return [
    ...payloadProblems('business', body.business_commitment, of('BusinessPayload')),
    ...payloadProblems('personal', body.personal_commitment, of('PersonalPayload')),
  ];
}

function payloadProblems(kind: string, commitment: string | null, found: StoredPayload[]): string[] {
  const [payload] = found;
  if (commitment === null) return found.length === 0 ? [] : [`it has a ${kind} payload that it does not commit to`];
  if (!payload || found.length > 1) return [`it commits to one ${kind} payload and has ${found.length}`];
  const own = sha256(Buffer.from(payload.salt, 'hex'), payload.content);
  return own === commitment ? [] : [`its ${kind} payload gives ${own}, it commits to ${commitment}`];
}
