import { readFileSync } from 'node:fs';
import { importPKCS8, SignJWT } from 'jose';
import type { Config } from '../../src/kernel/config.js';

/** Signs a token as the demo's issuer does. `claims` overrides what a good token says. */
export async function tokenFor(
  config: Config,
  tenantId: string,
  subject: string,
  { nowMs, ttlSeconds = 3_600, claims = {} }: { nowMs: number; ttlSeconds?: number; claims?: Record<string, unknown> },
): Promise<string> {
  const key = await importPKCS8(readFileSync(config.jwt.privateKeyFile as string, 'utf8'), 'EdDSA');
  const now = Math.floor(nowMs / 1000);
  return new SignJWT({
    iss: config.jwt.issuer,
    aud: config.jwt.audience,
    iat: now,
    exp: now + ttlSeconds,
    sub: subject,
    tenant: tenantId,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(key);
}
