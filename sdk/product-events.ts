import { configuredClient, type RevGraph } from './client.js';
import { getSessionId } from './session.js';

/** What is counted of a month (R2), and the event that counts it. */
const COUNTED = {
  imports: (id: string) => ({ type: 'import_success', metadata: { importJobId: id } }),
  exports: (id: string) => ({ type: 'export_success', metadata: { exportId: id } }),
  active_users: (id: string) => ({ type: 'seat_added', metadata: { userId: id } }),
} as const;

/** A counter of `MonthlyUsage`. */
export type UsageField = keyof typeof COUNTED;

type Id = string | null | undefined;

/** Logs that a user did something in a workspace (R2's hotel), by a name of the event catalogue. */
export function logEvent(
  userId: Id,
  workspaceId: Id,
  eventType: string,
  eventData: Record<string, unknown> = {},
  client = configuredClient(),
): void {
  log(client, { userId, workspaceId, eventType }, eventData);
}

/** Logs what counts once a session (R2); the session is the browser tab's unless it is named. */
export function logSessionEvent(
  userId: Id,
  workspaceId: Id,
  eventType: string,
  sessionId: string = getSessionId(),
  eventData: Record<string, unknown> = {},
  client = configuredClient(),
): void {
  log(client, { userId, workspaceId, eventType, sessionId }, eventData);
}

/**
 * Counts an import, an export or a user of this month (R2), by the event that counts it: with the id of the job, the export or the
 * user it counts once, however often it is told, also by `logEvent`.
 */
export function incrementUsage(workspaceId: Id, field: UsageField, id?: string, client = configuredClient()): void {
  const tenantId = tenantOf(client, `incrementUsage(${field})`);
  if (!client || tenantId === null) return;
  const counted = Object.hasOwn(COUNTED, field) ? COUNTED[field] : null;
  if (!counted) {
    client.tell({ kind: 'misuse', message: `incrementUsage: nothing counts ${field}`, tenantId });
    return;
  }
  const drawn = id ?? `${client.timing.now()}-${Math.random().toString(36).slice(2)}`;
  const known = id === undefined ? {} : { external_id: `${field}:${workspaceId ?? ''}:${id}` };
  client.logEvent(tenantId, { ...counted(drawn), workspace_id: workspaceId ?? undefined, ...known });
}

interface Said {
  userId: Id;
  workspaceId: Id;
  eventType: string;
  sessionId?: string;
}

function log(client: RevGraph | null, { userId, workspaceId, eventType, sessionId }: Said, metadata: object): void {
  const tenantId = tenantOf(client, eventType);
  if (!client || tenantId === null) return;
  client.logEvent(tenantId, {
    type: eventType,
    user_id: userId ?? undefined,
    workspace_id: workspaceId ?? undefined,
    session_id: sessionId,
    metadata: { ...metadata },
  });
}

function tenantOf(client: RevGraph | null, what: string): string | null {
  const tenantId = client?.options.tenantId ?? null;
  if (client && tenantId === null) {
    client.tell({ kind: 'misuse', message: `${what}: configure({ tenantId }) says whose it is` });
  }
  return tenantId;
}
