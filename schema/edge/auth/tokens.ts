import { createHash, createPublicKey } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify, type KeyObject } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../src/kernel/clock.js';
import { CodedError, StartupError } from '../../../src/kernel/errors.js';

/** Where tokens come from: exactly one of the two key sources is used, the JWKS URL first. */
export interface TokenIssuer {
  issuer: string;
  audience: string;
  jwksUrl: string | null;
  /** SPKI PEM: Ed25519, P-256 or RSA. */
  publicKeyPem: string | null;
}

/** What a good token says. */
export interface TokenClaims {
  tenantId: string;
  subject: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
const CLOCK_TOLERANCE_S = 5;
const MAX_CLAIM = 256;
/** A good token is not verified again for this long (verifying one costs 0.3 ms); a key taken out of the JWKS counts that much longer. */
const REMEMBERED_MS = 60_000;
/** The issuer's fault, not the token's. */
const KEYS_UNREADABLE = new Set([errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code]);

/**
 * Makes the check of JWTs (RFC 7519): signature by an allow-listed algorithm (RFC 8725; never `none`, never HMAC), issuer, audience, expiry
 * with 5 s tolerance, and the claims `tenant` and `sub`. It throws UNAUTHENTICATED, telling no more than "expired" from "not valid", and
 * UNAVAILABLE when the issuer's keys cannot be fetched.
 */
export function tokenCheck(source: TokenIssuer, clock: Clock): (token: string) => Promise<TokenClaims> {
  const { key, algorithms } = keyOf(source);
  const getKey: JWTVerifyGetKey = typeof key === 'function' ? key : async () => key;
  const good = new LRUCache<string, TokenClaims & { until: number }>({ max: 10_000 });
  return async (token) => {
    const now = clock.now();
    const digest = createHash('sha256').update(token).digest('base64');
    const known = good.get(digest);
    if (known && now < known.until) return known;
    const { payload } = await jwtVerify(token, getKey, {
      issuer: source.issuer,
      audience: source.audience,
      algorithms,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub', 'tenant'],
    }).catch(refuse);
    const { sub, tenant, exp } = payload;
    if (!isName(sub) || !isName(tenant)) throw invalidToken();
    const claims = { tenantId: tenant, subject: sub, expiresAt: Number(exp) * 1000 };
    good.set(digest, { ...claims, until: Math.min(claims.expiresAt, now + REMEMBERED_MS) });
    return claims;
  };
}

/** Told for every flaw of a token or key but its age. */
export const invalidToken = (): CodedError => new CodedError('UNAUTHENTICATED', 'The token or API key is not valid.');
export const expiredToken = (): CodedError =>
  new CodedError('UNAUTHENTICATED', 'The token or API key has expired; get a new one.');

const isName = (claim: unknown): claim is string =>
  typeof claim === 'string' && claim !== '' && claim.length <= MAX_CLAIM;

function keyOf({ jwksUrl, publicKeyPem }: TokenIssuer): { key: KeyObject | JWTVerifyGetKey; algorithms: string[] } {
  if (jwksUrl) return { key: createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3_000 }), algorithms: ALGORITHMS };
  const key = readPem(publicKeyPem);
  const kind = key.asymmetricKeyType;
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (kind === 'ed25519') return { key, algorithms: ['EdDSA'] };
  if (kind === 'ec' && curve === 'prime256v1') return { key, algorithms: ['ES256'] };
  if (kind === 'rsa') return { key, algorithms: ['RS256'] };
  throw new StartupError('The public key for tokens must be an Ed25519, P-256 or RSA key.');
}

function readPem(pem: string | null) {
  try {
    return createPublicKey(pem ?? '');
  } catch (cause) {
    throw new StartupError('The public key for tokens is not a PEM public key.', { cause });
  }
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw expiredToken();
  if (error instanceof errors.JOSEError && !KEYS_UNREADABLE.has(error.code)) throw invalidToken();
  throw new CodedError(
    'UNAVAILABLE',
    'Tokens cannot be checked at the moment; try again shortly.',
    {},
    { cause: error },
  );
}
