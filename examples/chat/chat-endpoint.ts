import {
  ChatAudit,
  ErrorAudit,
  finaliseQuota,
  releaseQuota,
  reserveQuota,
  tooMany,
  trackUsage,
  type UsageTracker,
} from '../../sdk/index.js';
import type { Model } from './model.js';

/** What a message is taken to use until it is known (R4). */
const TOKENS_OF_A_MESSAGE = 150;
const MOST_CHARACTERS = 4_000;

/** What the endpoint needs: whose a widget is, and who answers. */
export interface Chat {
  /** Null: there is no such widget. */
  tenantOf(widgetId: string): string | null;
  model: Model;
}

/** One message of a visitor, on its way through the endpoint. */
interface Message {
  tenantId: string;
  sessionId: string;
  requestId: string;
  text: string;
}

/**
 * `POST` of a chat widget, `{ widgetId, message, sessionId? }`, as R4 has it: tracked, held to the tenant's quotas, and told to the audit trail. 429
 * when the quotas are used up, 502 when the model does not answer.
 */
export const chatEndpoint =
  ({ tenantOf, model }: Chat) =>
  async (request: Request): Promise<Response> => {
    const body = (await request.json().catch(() => null)) as Record<string, unknown> | null;
    const tenantId = typeof body?.widgetId === 'string' ? tenantOf(body.widgetId) : null;
    const text = body?.message;
    if (tenantId === null || typeof text !== 'string' || text === '' || text.length > MOST_CHARACTERS) {
      return Response.json({ error: 'Send { widgetId, message } of a widget that is there' }, { status: 400 });
    }
    const isNew = typeof body?.sessionId !== 'string';
    const sessionId = isNew ? crypto.randomUUID() : String(body?.sessionId);
    const message = { tenantId, sessionId, requestId: crypto.randomUUID(), text };
    if (isNew) await ChatAudit.sessionCreated(tenantId, sessionId, sessionId, { request_id: message.requestId });
    return answer(message, isNew, model);
  };

async function answer(message: Message, isNew: boolean, model: Model): Promise<Response> {
  const { tenantId, sessionId, requestId, text } = message;
  const session = { session_id: sessionId };
  const received = trackUsage(tenantId, 'chat_message', { ...session, direction: 'received', opened_session: isNew });
  const sent = trackUsage(tenantId, 'chat_message', { ...session, direction: 'sent' });
  const quota = await reserveQuota(tenantId, { tokens: TOKENS_OF_A_MESSAGE, chat_messages: 1 });
  if (!quota.allowed) {
    await received.recordRateLimit();
    const { headers, body } = tooMany(quota);
    return Response.json(body, { status: 429, headers });
  }
  await ChatAudit.messageReceived(tenantId, sessionId, text.length, { request_id: requestId });
  try {
    const { text: reply, inputTokens, outputTokens } = await model(text);
    finaliseQuota(tenantId, quota.reservation_id, { tokens: inputTokens + outputTokens, chat_messages: 1 });
    await received.recordSuccess({ tokens_used: inputTokens, message: text });
    await sent.recordSuccess({ tokens_used: outputTokens, response: reply });
    await ChatAudit.responseSent(tenantId, sessionId, inputTokens + outputTokens, { request_id: requestId });
    return Response.json({ sessionId, reply });
  } catch (error) {
    return failed(message, received, quota.reservation_id, error);
  }
}

/** The model did not answer: nothing was used, and what was held is given back. */
async function failed(
  { tenantId, requestId }: Message,
  received: UsageTracker,
  reservationId: string | undefined,
  error: unknown,
): Promise<Response> {
  releaseQuota(tenantId, reservationId);
  await received.recordFailure(error);
  await ErrorAudit.apiError(tenantId, 'POST /chat', 502, error, { request_id: requestId });
  return Response.json({ error: 'The chat does not answer just now' }, { status: 502 });
}
