import { receiptsListSealedFrom } from '../../cypher/generated/evidence.js';
import type { SealedReceipt } from '../evidence/index.js';
import { instantNow } from '../kernel/clock.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { disableWebhookEndpoint } from './disable-webhook-endpoint.js';
import type { WebhookDelivery } from './list-webhooks.js';
import { GIVES_UP_AFTER_MS, TRIES_IN_ORDER, waitAfter } from './retry-schedule.js';
import type { NotificationsRuntime } from './runtime.js';
import { sendWebhook, type WebhookAnswer } from './send-webhook.js';
import { type Released, WebhookLine } from './webhook-line.js';
import { receiptMessage } from './webhook-message.js';
import { signedHeaders } from './webhook-secret.js';

/** Receipts read at a time. */
const BATCH = 200;
/** Deliveries that are tried again in one run. */
const MOST_AGAIN = 100;
/** A run ends after so many messages or so long, and another one follows behind those of other endpoints. */
const MOST_MESSAGES = 200;
const MOST_MS = 20_000;
const GONE = 410;

/** What follows after a message: the next one, a wait, or nothing (the line is another's now, or the process ends). */
type Next = 'go on' | 'wait' | 'stop';

/**
 * Tells an endpoint of the receipts that it has not taken yet, one after the other, each until it answers 2xx. Does nothing while somebody
 * else does, or while it waits after a failure. What is sent and not noted, since the process died, is sent again under the same id.
 */
export async function deliverWebhooks(
  runtime: NotificationsRuntime,
  where: { tenantId: string; endpointId: string },
  signal?: AbortSignal,
): Promise<Released> {
  const line = await WebhookLine.claim(runtime, where);
  if (!line) return { isBehind: false };
  const telling = new Telling(runtime, where.tenantId, line, signal);
  const next = await telling.run();
  const released = await line.release(telling.next, next === 'wait');
  await line.forgetOld();
  return released;
}

/** One run over an endpoint's line. */
class Telling {
  next: number;
  #failingSince: Instant | null;
  /** Failures since something was last taken, in this run. */
  #failures = 0;
  /** Deliveries that have failed and are not given up. */
  #retrying = 0;
  #sent = 0;
  readonly #begun = performance.now();

  constructor(
    private readonly runtime: NotificationsRuntime,
    private readonly tenantId: string,
    private readonly line: WebhookLine,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.next = line.row.next;
    this.#failingSince = line.row.failingSince;
  }

  /** What failed before comes first, then what is new, in the order of the log. */
  async run(): Promise<Next> {
    const before = await this.line.retrying(MOST_AGAIN);
    this.#retrying = before.length;
    const now = instantNow(this.runtime.clock);
    for (const delivery of before) {
      if (delivery.attempts >= TRIES_IN_ORDER && (delivery.nextAt ?? '') > now) continue;
      const [receipt] = await this.#read(delivery.leafIndex, 1);
      const next = receipt ? await this.#tell(receipt, delivery) : 'go on';
      if (next !== 'go on') return next;
    }
    return this.#tellNew();
  }

  async #tellNew(): Promise<Next> {
    const { steps } = this.line.row.endpoint;
    while (!this.#isEnough()) {
      const receipts = await this.#read(this.next, BATCH);
      if (receipts.length === 0) break;
      for (const receipt of receipts) {
        if (this.#isEnough()) break;
        const next = steps.includes(receipt.step) ? await this.#tell(receipt, null) : 'go on';
        if (next !== 'go on') return next;
        this.next = receipt.leafIndex + 1;
      }
    }
    return 'go on';
  }

  #isEnough(): boolean {
    return this.#sent >= MOST_MESSAGES || performance.now() - this.#begun > MOST_MS;
  }

  async #read(from: number, most: number): Promise<SealedReceipt[]> {
    return this.runtime.graph.read(receiptsListSealedFrom, this.tenantId, { from, most });
  }

  async #tell(receipt: SealedReceipt, before: WebhookDelivery | null): Promise<Next> {
    if (this.signal?.aborted) return 'stop';
    const answer = await this.#send(receipt);
    if (this.signal?.aborted && answer.failure !== null) return 'stop';
    return answer.failure === null ? this.#taken(receipt, before, answer) : this.#failed(receipt, before, answer);
  }

  async #send(receipt: SealedReceipt): Promise<WebhookAnswer> {
    const { tenantId, runtime } = this;
    const { endpoint } = this.line.row;
    const { masterSecret, webhooks } = runtime.notifications;
    const body = receiptMessage(tenantId, receipt);
    const signer = { masterSecret, tenantId, endpoint, now: instantNow(runtime.clock) };
    const headers = signedHeaders(signer, { id: receipt.id, body });
    this.#sent += 1;
    return sendWebhook({ url: endpoint.url, headers, body }, webhooks, this.signal);
  }

  async #taken(receipt: SealedReceipt, before: WebhookDelivery | null, answer: WebhookAnswer): Promise<Next> {
    this.#failures = 0;
    this.#failingSince = null;
    if (before) this.#retrying -= 1;
    const isOurs = await this.#mark(receipt, before, answer, { status: 'DELIVERED', nextAt: null });
    return isOurs ? 'go on' : 'stop';
  }

  /**
   * Nothing overtakes a delivery that failed once or twice: it may be the receiver that is away. After that the next message is tried
   * as well: if it is taken, the line goes on without the one that is not; if not, the line waits for it.
   */
  async #failed(receipt: SealedReceipt, before: WebhookDelivery | null, answer: WebhookAnswer): Promise<Next> {
    this.#failures += 1;
    // A try of the next message while the receiver is away is none of that message's own.
    if (!before && this.#failures > 1 && this.#failingSince && this.#retrying > 0) return 'wait';
    const tries = (before?.attempts ?? 0) + 1;
    const now = this.runtime.clock.now();
    const wait = answer.status === GONE ? null : waitAfter(tries, answer.retryAfterMs);
    const isWaiting = tries < TRIES_IN_ORDER || this.#failures > 1;
    if (isWaiting) this.#failingSince ??= instantOf(now);
    if (!before && wait !== null) this.#retrying += 1;
    if (before && wait === null) this.#retrying -= 1;
    const state =
      wait === null ? { status: 'DEAD', nextAt: null } : { status: 'RETRYING', nextAt: instantOf(now + wait) };
    const isOurs = await this.#mark(receipt, before, answer, state);
    if (!isOurs || (await this.#isGivenUp(answer, now))) return 'stop';
    return isWaiting ? 'wait' : 'go on';
  }

  async #isGivenUp({ status }: WebhookAnswer, now: number): Promise<boolean> {
    const isLost = this.#failingSince !== null && now - epochMs(this.#failingSince) >= GIVES_UP_AFTER_MS;
    if (status !== GONE && !isLost) return false;
    const reason = status === GONE ? 'GONE' : 'FAILING';
    await disableWebhookEndpoint(this.runtime, this.tenantId, this.line.row.endpoint, reason);
    return true;
  }

  async #mark(
    receipt: SealedReceipt,
    before: WebhookDelivery | null,
    answer: WebhookAnswer,
    state: Pick<WebhookDelivery, 'status' | 'nextAt'>,
  ): Promise<boolean> {
    const delivery: WebhookDelivery = {
      endpointId: this.line.row.endpoint.id,
      ...{ leafIndex: receipt.leafIndex, receiptId: receipt.id, step: receipt.step },
      ...{ attempts: (before?.attempts ?? 0) + 1, at: instantNow(this.runtime.clock) },
      ...{ answer: answer.status, failure: answer.failure, ms: answer.ms },
      ...state,
    };
    if (!before) this.next = receipt.leafIndex + 1;
    return this.line.mark(delivery, { next: this.next, failingSince: this.#failingSince });
  }
}
