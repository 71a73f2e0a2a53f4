import { auditDetailsFindByIds, auditSnapshotsFind, payloadsFindByIds } from '../../../cypher/generated/evidence.js';
import type { AuditSnapshotsRow, PayloadRow } from '../../../cypher/rows.js';
import { refusalOf } from '../../kernel/rights.js';
import type { Runtime } from '../../kernel/runtime.js';
import { rights } from '../../tenancy/index.js';
import type { ReceiptPayloads } from '../list-receipts.js';
import { payloadRights } from '../payload-rights.js';
import type { ReceiptBody } from '../receipt/body.js';
import { WORKFLOW_STEPS, type WorkflowStep } from '../receipt/workflow-steps.js';
import type { AuditDetail } from './audit-event.js';
import type { AuditReader } from './audit-reader.js';
import type { AuditRecord } from './audit-record.js';
import { changeBetween, type ToldSnapshot, told } from './told-values.js';

/** Whether something is shown, not for this reader, erased, or gone since its time was up. */
export type DetailState = 'shown' | 'withheld' | 'erased' | 'removed';

/** What changed, and what of it may be about people. A state is null where there never was anything. */
export interface AuditDetails extends AuditDetail {
  valuesState: DetailState | null;
  personalState: DetailState | null;
  requestId: string | null;
}

type Content = Record<string, unknown>;

/** How far back values are looked for: receipts of the resource, and of the chain. */
const MOST_BEFORE = 8;

/** What stands behind audit events, by their ids, as far as the reader may see it. */
export async function auditDetails(
  { graph }: Pick<Runtime, 'graph'>,
  reader: AuditReader,
  records: readonly AuditRecord[],
): Promise<Map<string, AuditDetails>> {
  const { tenantId } = reader;
  const reported = records.filter(({ body, detailCommitment }) => !body && detailCommitment).map(({ id }) => id);
  const receipts = records.filter(({ body }) => body?.business_commitment || body?.personal_commitment);
  const ids = receipts.map(({ id }) => id);
  const [details, payloads] = await Promise.all([
    reported.length > 0 ? graph.read(auditDetailsFindByIds, tenantId, { ids: reported }) : [],
    ids.length > 0 ? graph.read(payloadsFindByIds, tenantId, { ids }) : [],
  ]);
  const changed = payloads.filter(({ business }) => business && 'snapshot' in contentOf(business)).map(({ id }) => id);
  const snapshots =
    changed.length > 0 ? await graph.read(auditSnapshotsFind, tenantId, { ids: changed, most: MOST_BEFORE }) : [];
  const [ofReported, ofReceipt, before] = [byId(details), byId(payloads), byId(snapshots)];
  const maySeePeople = reader.isOfTenant && refusalOf(reader, rights.readPersonalPayloads) === null;
  return new Map(
    records.map((record) => {
      const { id, body } = record;
      if (!body) return [id, detailsOfReported(record, ofReported.get(id), maySeePeople)];
      const may = { ...payloadRights(reader, body.workflow_kind), personal: maySeePeople };
      return [id, detailsOfReceipt(body, ofReceipt.get(id), before.get(id), may)];
    }),
  );
}

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

const contentOf = (payload: PayloadRow | null | undefined): Content =>
  payload ? (JSON.parse(payload.content) as Content) : {};

const NOTHING: AuditDetail = {
  oldValues: null,
  newValues: null,
  changesSummary: null,
  errorMessage: null,
  ipAddress: null,
  userAgent: null,
};

function stateOf(
  commitment: string | null,
  isThere: boolean,
  may: boolean,
  gone: 'erased' | 'removed' = 'erased',
): DetailState | null {
  if (!commitment) return null;
  if (!may) return 'withheld';
  return isThere ? 'shown' : gone;
}

function detailsOfReported(
  { detailCommitment, requestId }: AuditRecord,
  row: { content: string } | undefined,
  may: boolean,
): AuditDetails {
  const state = stateOf(detailCommitment, row !== undefined, may);
  const detail = state === 'shown' && row ? (JSON.parse(row.content) as AuditDetail) : NOTHING;
  return { ...detail, valuesState: state, personalState: state, requestId };
}

/** Values of a receipt come from its snapshots, compared with those told before; the sentence of its step says what happened. */
function detailsOfReceipt(
  body: ReceiptBody,
  payloads: ReceiptPayloads | undefined,
  before: AuditSnapshotsRow | undefined,
  may: { business: boolean; personal: boolean },
): AuditDetails {
  const gone = (kind: string) => (payloads?.removed.includes(kind) ? 'removed' : 'erased');
  const visible = {
    business: may.business ? contentOf(payloads?.business) : {},
    personal: may.personal ? contentOf(payloads?.personal) : {},
  };
  const { oldValues, newValues } = changeBetween(
    told(body.resource_ref, visible),
    (before?.told ?? []).toSorted(latestFirst).map(({ resourceId, business, personal }) =>
      told(body.resource_ref, {
        business: may.business && business ? (JSON.parse(business) as Content) : {},
        personal:
          may.personal && personal && resourceId === body.resource_ref?.id ? (JSON.parse(personal) as Content) : {},
      }),
    ),
  );
  const sentence = WORKFLOW_STEPS[body.workflow_step as WorkflowStep] ?? body.workflow_step;
  const names = Object.keys(newValues ?? {});
  const { ip, user_agent: userAgent } = visible.personal as { ip?: string | null; user_agent?: string | null };
  return {
    oldValues,
    newValues,
    changesSummary: names.length > 0 && oldValues ? `${sentence}: ${names.join(', ')}` : sentence,
    errorMessage: body.outcome === 'ALLOWED' ? null : errorMessage(sentence, visible.business),
    ipAddress: ip ?? null,
    userAgent: userAgent ?? null,
    valuesState: stateOf(body.business_commitment, Boolean(payloads?.business), may.business, gone('business')),
    personalState: stateOf(body.personal_commitment, Boolean(payloads?.personal), may.personal, gone('personal')),
    requestId: (visible.business.request_id as string | undefined) ?? null,
  };
}

const latestFirst = (a: ToldSnapshot, b: ToldSnapshot): number =>
  a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1;

/** Why it was refused, as its receipt has it: a code, or the rules of a policy. */
function errorMessage(sentence: string, business: Content): string {
  const { reason, reason_code: code, policy_decision: decision } = business;
  const rules = (decision as { rule_ids?: string[] } | undefined)?.rule_ids?.join(', ');
  const why = reason ?? code ?? rules;
  return why ? `${sentence} (${String(why)})` : sentence;
}
