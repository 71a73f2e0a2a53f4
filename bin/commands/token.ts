import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Config, readConfig, readKey } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import type { Graph } from '../../src/kernel/graph.js';
import { ROLES, type Role } from '../../src/kernel/rights.js';
import { roleHolders, userByHandle } from '../../src/tenancy/index.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { tenantNamed, withGraph } from './stores.js';

const USAGE = `revgraph token --as ROLE|HANDLE [--tenant HANDLE] [--ttl 8h]

  --as       a role (${ROLES.join(', ')}: whoever holds it and is called so, or its first holder) or somebody's handle
  --tenant   whose they are; the only customer when left out. The demo's operators are those of the tenant operators
  --ttl      how long it is good for: 30m, 8h, 7d; 30d at most

The token is signed with the key that REVGRAPH_TOKEN_PRIVATE_KEY_FILE names: for demos and tests, where no identity provider is.`;

const OPTIONS = {
  as: { type: 'string' },
  tenant: { type: 'string' },
  ttl: { type: 'string', default: '8h' },
} as const;

const UNITS = { m: 60, h: 3_600, d: 86_400 } as const;
const LONGEST_S = 30 * UNITS.d;

export const tokenCommand: Command = {
  usage: USAGE,
  async run(args) {
    const { values } = readArguments(args, OPTIONS, { usage: 'revgraph token --as ROLE|HANDLE' });
    const { as } = values;
    if (as === undefined)
      throw new StartupError(`Say whose token it is: --as with a role (${ROLES.join(', ')}) or a handle.`);
    const seconds = secondsOf(values.ttl);
    const config = readConfig();
    const signingKey = readSigningKey(config);
    return withGraph(config, async (graph) => {
      const tenant = await tenantNamed(graph, values.tenant);
      const user = await userOf(graph, tenant, as);
      const { token, until } = await issueToken(config, signingKey, { tenant: tenant.id, sub: user.subject }, seconds);
      console.log(token);
      console.error(`This is ${user.handle} of ${tenant.handle}, until ${until}.`);
      return 0;
    });
  },
};

function secondsOf(ttl: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(ttl) ?? [];
  const seconds = Number(count) * (UNITS[unit as keyof typeof UNITS] ?? Number.NaN);
  if (seconds >= 1 && seconds <= LONGEST_S) return seconds;
  throw new StartupError(`--ttl "${ttl}" is no time: write 30m, 8h or 7d, 30d at most.`);
}

/** The key that tokens are signed with here. Throws StartupError where an identity provider does that. */
export function readSigningKey({ jwt }: Config): KeyObject {
  const pem = readKey('REVGRAPH_TOKEN_PRIVATE_KEY_FILE', jwt.privateKeyFile ?? undefined);
  if (pem === null) {
    throw new StartupError(
      'No token can be signed here: REVGRAPH_TOKEN_PRIVATE_KEY_FILE names no key, so tokens come from your identity provider.',
    );
  }
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new StartupError(`${jwt.privateKeyFile} holds no private key in PEM.`, { cause });
  }
}

async function userOf(
  graph: Graph,
  tenant: { id: string; handle: string },
  as: string,
): Promise<{ handle: string; subject: string }> {
  const role = ROLES.find((known) => known === as) as Role | undefined;
  const found = role
    ? await roleHolders({ graph }, tenant.id, role)
    : [await userByHandle({ graph }, tenant.id, as)].filter((user) => user !== null && user.endedAt === null);
  const who = role ? `holds the role ${role} in ${tenant.handle}` : `is called "${as}" in ${tenant.handle}`;
  if (found.length === 0) throw new StartupError(`Nobody ${who}; --tenant names another tenant.`);
  const named = found.filter((one) => one?.subject);
  // Of those who hold the role sdr, the one who is called so: others may come before in the order of handles.
  const user = named.find((one) => one?.handle === as) ?? named[0];
  if (!user?.subject) throw new StartupError(`Nobody who ${who} has a token subject, so no token can name them.`);
  return { handle: user.handle, subject: user.subject };
}

/** Signs a token for a user: `tenant` is the tenant's id, `sub` the user's subject. Gives it with the instant of its end. */
export async function issueToken(
  { jwt }: Config,
  key: KeyObject,
  claims: { tenant: string; sub: string },
  seconds: number,
): Promise<{ token: string; until: string }> {
  const alg = { ed25519: 'EdDSA', ec: 'ES256', rsa: 'RS256' }[key.asymmetricKeyType as string];
  if (!alg) throw new StartupError(`${jwt.privateKeyFile} is no key for tokens: take Ed25519, P-256 or RSA.`);
  const iat = Math.floor(Date.now() / 1_000);
  const exp = iat + seconds;
  const token = await new SignJWT({ ...claims, iat, exp, iss: jwt.issuer, aud: jwt.audience })
    .setProtectedHeader({ alg })
    .sign(key);
  return { token, until: new Date(exp * 1_000).toISOString() };
}
