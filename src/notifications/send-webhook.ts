import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';
import type { NotificationSettings } from './runtime.js';
import { hostOf } from './webhook-address.js';

/** Why a receiver did not take a message. */
export type WebhookFailure = 'TIMEOUT' | 'UNREACHABLE' | 'ADDRESS_REFUSED' | 'REDIRECT' | 'NOT_ACCEPTED';

/** What a receiver answered, and how long it took. Nothing of the answer's body is kept. */
export interface WebhookAnswer {
  /** HTTP status; null: there was no answer. */
  status: number | null;
  /** Null: it took the message (2xx). */
  failure: WebhookFailure | null;
  /** How long it asks to be left alone, in milliseconds; null: it does not say. */
  retryAfterMs: number | null;
  ms: number;
}

/** From the resolving of the name to the end of the answer. */
export const ANSWER_WITHIN_MS = 10_000;
/** What is read of an answer's body before the connection is dropped; none of it is looked at. */
const MOST_BODY_BYTES = 65_536;

class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Resolves, and connects to nothing that is not public: checked at the very connection, so that a name cannot change in between. */
const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new AddressRefused('not public'), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

/** Posts one message. Follows no redirect, goes through no proxy, and keeps no connection. Never throws. */
export async function sendWebhook(
  message: { url: string; headers: Record<string, string>; body: string },
  { allowPrivate }: NotificationSettings['webhooks'],
  signal?: AbortSignal,
): Promise<WebhookAnswer> {
  const begun = performance.now();
  const answered = (answer: Omit<WebhookAnswer, 'ms'>): WebhookAnswer => ({
    ...answer,
    ms: Math.round(performance.now() - begun),
  });
  const url = new URL(message.url);
  const host = hostOf(url);
  const noAnswer = { status: null, retryAfterMs: null };
  if (!allowPrivate && (url.protocol !== 'https:' || (isIP(host) && !isPublicAddress(host))))
    return answered({ ...noAnswer, failure: 'ADDRESS_REFUSED' });
  const patience = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const until = signal ? AbortSignal.any([patience, signal]) : patience;
    const response = await post(url, message, allowPrivate ? undefined : publicLookup, until);
    const status = response.statusCode ?? 0;
    return answered({ status, failure: failureOf(status), retryAfterMs: retryAfter(response.headers['retry-after']) });
  } catch (error) {
    if (error instanceof AddressRefused) return answered({ ...noAnswer, failure: 'ADDRESS_REFUSED' });
    return answered({ ...noAnswer, failure: patience.aborted ? 'TIMEOUT' : 'UNREACHABLE' });
  }
}

/** Settles when the answer's body has ended, or grown too large. */
function post(
  url: URL,
  { headers, body }: { headers: Record<string, string>; body: string },
  resolveName: LookupFunction | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const all = { ...headers, 'content-type': 'application/json', 'content-length': length, 'user-agent': 'revgraph' };
    const options = { method: 'POST', headers: all, agent: false as const, signal };
    const request = send(url, resolveName ? { ...options, lookup: resolveName } : options, (response) => {
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read <= MOST_BODY_BYTES) return;
        resolve(response);
        request.destroy();
      });
      response.on('end', () => resolve(response));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function failureOf(status: number): WebhookFailure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'REDIRECT' : 'NOT_ACCEPTED';
}

/** RFC 9110: seconds, or a date. */
function retryAfter(header: string | undefined): number | null {
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
