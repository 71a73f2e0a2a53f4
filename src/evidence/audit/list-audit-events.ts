import {
  auditDetailsFindByIds,
  auditEventsList,
  auditEventsListByEntity,
  auditEventsListByType,
} from '../../../cypher/generated/evidence.js';
import type { AuditEventRow } from '../../../cypher/rows.js';
import { CodedError } from '../../kernel/errors.js';
import type { Runtime } from '../../kernel/runtime.js';
import type { Instant } from '../../kernel/values/instants.js';
import type { AuditDetail } from './audit-event.js';

/** At most one of the first two narrows a list: each has its own index. The period goes with each of them. */
export interface AuditEventFilter {
  eventType?: string | null | undefined;
  entityId?: string | null | undefined;
  /** Inclusive. */
  from?: Instant | null | undefined;
  /** Exclusive. */
  to?: Instant | null | undefined;
}

/** A reported event with its detail, which is null where it has none, or it was erased. */
export interface AuditEventRecord extends AuditEventRow {
  detail: AuditDetail | null;
}

const BEYOND_TIME = '9999';

/** Lists a tenant's reported audit events, newest first. Throws BAD_USER_INPUT for two filters that have no index together. */
export async function listAuditEvents(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  { eventType, entityId, from, to }: AuditEventFilter,
  { after, most }: { after: { at: Instant; id: string } | null; most: number },
): Promise<AuditEventRecord[]> {
  if (eventType && entityId) {
    throw new CodedError('BAD_USER_INPUT', 'eventType and entityId cannot be combined; take one of them.');
  }
  const end = to ?? BEYOND_TIME;
  const start = after && after.at < end ? after : { at: end, id: '' };
  const range = { from: from ?? '', before: start.at, beforeId: start.id, most };
  const rows = eventType
    ? await graph.read(auditEventsListByType, tenantId, { eventType, ...range })
    : entityId
      ? await graph.read(auditEventsListByEntity, tenantId, { entityId, ...range })
      : await graph.read(auditEventsList, tenantId, range);
  const ids = rows.filter(({ detailCommitment }) => detailCommitment !== null).map(({ id }) => id);
  const details = ids.length > 0 ? await graph.read(auditDetailsFindByIds, tenantId, { ids }) : [];
  const byId = new Map(details.map(({ id, content }) => [id, JSON.parse(content) as AuditDetail]));
  return rows.map((row) => ({ ...row, detail: byId.get(row.id) ?? null }));
}
