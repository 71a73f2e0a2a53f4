/** The forms in which events arrive over HTTP: the plain envelope in R1's and R4's names, and CloudEvents 1.0 (JSON). */

type Item = Record<string, unknown>;

/** R4's figures, which may stand beside the envelope, and where they belong in the metadata. */
const FIGURES: Record<string, string> = {
  tokens_consumed: 'tokens',
  api_response_time_ms: 'latency_ms',
  api_status_code: 'status_code',
};
/** Other names of the envelope's keys (R0, R1, R4). */
const ALIASES: Record<string, string> = {
  event_type: 'type',
  event_name: 'type',
  event_timestamp: 'occurredAt',
  created_at: 'occurredAt',
  id: 'externalId',
  user: 'userId',
  workspace: 'workspaceId',
  hotel_id: 'workspaceId',
};
const NANO = 9;

/** The plain envelope, in snake or camel case, as `recordEvents` takes it. What is no object is left to be refused. */
export function plainEvent(item: unknown, sessionId: string | undefined): unknown {
  if (!isObject(item)) return item;
  const event: Item = {};
  const figures: Item = {};
  for (const [key, value] of Object.entries(item)) {
    const figure = FIGURES[key];
    if (figure) figures[figure] = value;
    else if (key === 'cost_usd') figures.cost_nano_usd = nanoOf(value);
    else event[ALIASES[key] ?? inCamelCase(key)] = value;
  }
  if (typeof event.amount === 'number') event.amount = String(event.amount);
  if (Object.keys(figures).length > 0)
    event.metadata = { ...(isObject(event.metadata) ? event.metadata : {}), ...figures };
  return withSession(event, sessionId);
}

/**
 * A CloudEvent as `recordEvents` takes it: `data` is the metadata; the extension attributes `userid`, `workspaceid`, `sessionid`,
 * `seattype`, `entitlement`, `amount`, `currency` are the envelope's; without `userid` the `subject` is the user.
 */
export function cloudEvent(item: unknown, sessionId: string | undefined): unknown {
  if (!isObject(item)) return item;
  const { specversion, id, source, type, time, subject, data } = item;
  if (specversion !== '1.0') return { externalId: id, source, type, specversion };
  const event = {
    externalId: id,
    source,
    type,
    occurredAt: time,
    userId: item.userid ?? subject,
    workspaceId: item.workspaceid,
    sessionId: item.sessionid,
    seatType: item.seattype,
    entitlement: item.entitlement,
    amount: item.amount,
    currency: item.currency,
    metadata: data,
  };
  return withSession(event, sessionId);
}

const withSession = (event: Item, sessionId: string | undefined): Item =>
  event.sessionId == null && sessionId ? { ...event, sessionId } : event;

/** Billionths of a dollar, exactly; what is no decimal of at most nine digits stays as it is, to be refused. */
function nanoOf(value: unknown): unknown {
  const [, whole, decimals = ''] = /^(\d{1,7})(?:\.(\d{1,9}))?$/.exec(plainDecimal(value)) ?? [];
  return whole === undefined ? value : Number(whole + decimals.padEnd(NANO, '0'));
}

/** A number as a plain decimal: JavaScript writes small ones with an exponent. */
const plainDecimal = (value: unknown): string =>
  typeof value === 'number' && Math.abs(value) < 1 ? value.toFixed(NANO) : String(value);

const inCamelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
