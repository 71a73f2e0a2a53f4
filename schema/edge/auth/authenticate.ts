import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../../src/kernel/clock.js';
import { expiredToken, invalidToken, type TokenClaims } from './tokens.js';

/** Who a request's credentials name; nothing has been read from the graph yet but the key. */
export interface Credentials {
  type: 'user' | 'api_key';
  tenantId: string;
  /** The token's `sub`, or the key's id. */
  subject: string;
  /** Of an API key; empty for users. */
  scopes: readonly string[];
  /** Milliseconds since the epoch; null for a key without end. */
  expiresAt: number | null;
}

/** A stored key, found by the lower-case hex SHA-256 of its text; ended keys are not found. */
export interface FoundKey {
  tenantId: string;
  id: string;
  scopes: readonly string[];
  expiresAt: number | null;
}

/** Finds who asks; null when the request brings no credentials; `often`: by what is remembered of a key. Throws UNAUTHENTICATED. */
export type Authenticate = (headers: IncomingHttpHeaders, often?: boolean) => Promise<Credentials | null>;

const API_KEY = /^rg_[\w-]{16,128}$/;
const MAX_TOKEN = 8_192;

/** Reads `Authorization: Bearer <JWT or rg_ key>`, or `X-Api-Key: rg_…`. */
export function authenticator(options: {
  checkToken: (token: string) => Promise<TokenClaims>;
  findApiKey: (sha256: string) => Promise<FoundKey | null>;
  /** The same, at most a second old. */
  recallApiKey: (sha256: string) => Promise<FoundKey | null>;
  clock: Clock;
}): Authenticate {
  return async (headers, often = false) => {
    const credential = credentialIn(headers);
    if (credential === null) return null;
    if (!credential.startsWith('rg_')) {
      return { type: 'user', scopes: [], ...(await options.checkToken(credential)) };
    }
    if (!API_KEY.test(credential)) throw invalidToken();
    const sha256 = createHash('sha256').update(credential).digest('hex');
    const key = await (often ? options.recallApiKey(sha256) : options.findApiKey(sha256));
    if (!key) throw invalidToken();
    if (key.expiresAt !== null && key.expiresAt <= options.clock.now()) throw expiredToken();
    const { tenantId, id, scopes, expiresAt } = key;
    return { type: 'api_key', tenantId, subject: id, scopes, expiresAt };
  };
}

function credentialIn({ authorization, 'x-api-key': apiKey }: IncomingHttpHeaders): string | null {
  if (authorization !== undefined) {
    const token = /^Bearer +([^\s,]+)$/i.exec(authorization)?.[1];
    if (!token || token.length > MAX_TOKEN) throw invalidToken();
    return token;
  }
  if (apiKey === undefined) return null;
  if (typeof apiKey !== 'string' || !apiKey.startsWith('rg_')) throw invalidToken();
  return apiKey;
}
