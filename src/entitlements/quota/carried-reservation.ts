import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { QuotaSubject } from './quota.js';

/** What was reserved without Redis, as its id carries it: any process can count what becomes of it. */
export interface CarriedReservation {
  /** Unique; under it the use is counted once. */
  id: string;
  subject: QuotaSubject;
  /** What was reserved: what is not said of a meter was used as reserved. None: it was counted at once, and only holds something. */
  amounts: Readonly<Record<string, number>>;
}

const PREFIX = 'alone.';
const MAC_BYTES = 16;

/** Whether an id is of a reservation that was made without Redis. */
export const isCarried = (reservationId: string): boolean => reservationId.startsWith(PREFIX);

/** Writes and reads ids that carry their reservation, signed: nobody makes one up, or takes one to another tenant. */
export class CarriedReservations {
  constructor(private readonly masterSecret: string) {}

  idOf(tenantId: string, { id, subject, amounts }: CarriedReservation): string {
    const { workspaceId, userId, apiKeyId, group } = subject;
    const text = JSON.stringify([id, workspaceId ?? null, userId ?? null, apiKeyId ?? null, group ?? null, amounts]);
    const body = Buffer.from(text).toString('base64url');
    return `${PREFIX}${body}.${this.#mac(tenantId, body).toString('base64url')}`;
  }

  /** Null when it is none of this tenant's. */
  read(tenantId: string, reservationId: string): CarriedReservation | null {
    const [body = '', mac = ''] = reservationId.slice(PREFIX.length).split('.');
    const claimed = Buffer.from(mac, 'base64url');
    if (!isCarried(reservationId) || claimed.length !== MAC_BYTES) return null;
    if (!timingSafeEqual(claimed, this.#mac(tenantId, body))) return null;
    const [id, workspaceId, userId, apiKeyId, group, amounts] = JSON.parse(Buffer.from(body, 'base64url').toString());
    return { id, subject: { workspaceId, userId, apiKeyId, group }, amounts };
  }

  #mac(tenantId: string, body: string): Buffer {
    const key = hkdfSync(
      'sha256',
      Buffer.from(this.masterSecret, 'hex'),
      '',
      `revgraph reservation v1\n${tenantId}`,
      32,
    );
    return createHmac('sha256', Buffer.from(key)).update(body).digest().subarray(0, MAC_BYTES);
  }
}
