import {
  webhookDeliveriesFindByStatus,
  webhookDeliveriesForget,
  webhookDeliveryMark,
  webhookLineClaim,
  webhookLineRelease,
} from '../../cypher/generated/notifications.js';
import type { WebhookLineRow } from '../../cypher/rows.js';
import { instantNow } from '../kernel/clock.js';
import { newId } from '../kernel/values/ids.js';
import { instantOf } from '../kernel/values/instants.js';
import type { WebhookDelivery } from './list-webhooks.js';
import type { NotificationsRuntime } from './runtime.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

/** A holder that died is followed by another after this long: an answer's whole patience, and as much again. */
const HOLD_MS = 30_000;
/** Endpoints of one tenant that are told at a time: its slow receivers hold up no other tenant's. */
const MOST_OF_A_TENANT = 5;

const DAY_MS = 24 * 3_600_000;
/** How long a delivery is shown after its last try. */
const KEPT_MS = { DELIVERED: 7 * DAY_MS, DEAD: 30 * DAY_MS };
const FORGOTTEN_AT_ONCE = 500;

type Where = { tenantId: string; endpointId: string };

/** Where a line stands when it is given back: `next` is null when it was somebody else's already. */
export interface Released {
  /** Whether the log holds more that it was not told of, and nothing keeps it from being told at once. */
  isBehind: boolean;
}

/**
 * An endpoint's line while this process holds it. What it notes of single messages is no business of the tenant's and leaves
 * no receipt, like the watermark of every listener.
 */
export class WebhookLine {
  private constructor(
    private readonly runtime: NotificationsRuntime,
    private readonly where: Where,
    private readonly holder: string,
    readonly row: WebhookLineRow & { endpoint: WebhookEndpoint },
  ) {}

  /** Takes a line; null when it is somebody else's, waits, is disabled, or its tenant has its share at work. */
  static async claim(runtime: NotificationsRuntime, where: Where): Promise<WebhookLine | null> {
    const { tenantId, endpointId } = where;
    const holder = newId();
    const now = instantNow(runtime.clock);
    const row = await runtime.graph.transact(async (tx) => {
      const params = { tenantId, endpointId, holder, now, holdMs: HOLD_MS, most: MOST_OF_A_TENANT };
      const [claimed] = await tx.run(webhookLineClaim, params);
      return { commit: true, value: claimed };
    });
    return row ? new WebhookLine(runtime, where, holder, row as WebhookLine['row']) : null;
  }

  /** What failed before and is not given up, in log order. */
  async retrying(most: number): Promise<WebhookDelivery[]> {
    return this.#inState('RETRYING', most);
  }

  /** Notes what became of a message, and where the line is; false when the line is no longer ours, and nothing was noted. */
  async mark(delivery: WebhookDelivery, line: { next: number; failingSince: string | null }): Promise<boolean> {
    const params = { tenantId: this.where.tenantId, delivery, holder: this.holder, holdMs: HOLD_MS, ...line };
    const rows = await this.runtime.graph.transact(async (tx) => ({
      commit: true,
      value: await tx.run(webhookDeliveryMark, params),
    }));
    return rows.length > 0;
  }

  /** Gives the line back; a paused one waits until the next try of what failed is due. */
  async release(next: number, isPaused: boolean): Promise<Released> {
    const params = { ...this.where, holder: this.holder, next, isPaused };
    const [row] = await this.runtime.graph.transact(async (tx) => ({
      commit: true,
      value: await tx.run(webhookLineRelease, params),
    }));
    return { isBehind: row !== undefined && !isPaused && row.next < row.size };
  }

  /** Forgets what was delivered, or given up, long ago. */
  async forgetOld(): Promise<void> {
    const { tenantId, endpointId } = this.where;
    for (const [status, keptMs] of Object.entries(KEPT_MS)) {
      const before = instantOf(this.runtime.clock.now() - keptMs);
      const old = (await this.#inState(status, FORGOTTEN_AT_ONCE)).filter(({ at }) => at < before);
      const leaves = old.map(({ leafIndex }) => leafIndex);
      if (leaves.length === 0) continue;
      await this.runtime.graph.transact(async (tx) => {
        await tx.run(webhookDeliveriesForget, { tenantId, endpointId, leaves });
        return { commit: true, value: null };
      });
    }
  }

  async #inState(status: string, most: number): Promise<WebhookDelivery[]> {
    const { tenantId, endpointId } = this.where;
    const page = { endpointId, status, before: this.row.next, most };
    const rows = await this.runtime.graph.read(webhookDeliveriesFindByStatus, tenantId, page);
    return rows.map(({ delivery }) => delivery);
  }
}
