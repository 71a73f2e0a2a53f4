import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { tokenCheck } from '../../schema/edge/auth/tokens.js';
import { systemClock } from '../../src/kernel/clock.js';
import { AUDIENCE, ISSUER, keys, type RunningEdge, startEdge, token } from './edge.js';

const good = (header: { alg: string; kid?: string } = { alg: 'EdDSA' }) =>
  new SignJWT({ tenant: 't1' })
    .setProtectedHeader(header)
    .setSubject('ada')
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setExpirationTime('1m');
const INVALID = 'The token or API key is not valid.';

describe('a flawed token is refused', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  const other = generateKeyPairSync('ed25519').privateKey;
  const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const confused = () => {
    const body = [
      { alg: 'HS256' },
      { tenant: 't1', sub: 'ada', iss: ISSUER, aud: AUDIENCE, exp: Math.floor(Date.now() / 1000) + 60 },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${body}.${createHmac('sha256', publicPem).update(body).digest('base64url')}`;
  };

  it.each<[string, () => Promise<string> | string]>([
    ['unsigned', async () => (await token('ada')).replace(/\.[^.]*$/, '.')],
    [
      'of algorithm none',
      () =>
        new UnsecuredJWT({ tenant: 't1' })
          .setSubject('ada')
          .setIssuer(ISSUER)
          .setAudience(AUDIENCE)
          .setExpirationTime('1m')
          .encode(),
    ],
    ['signed with our public key as an HMAC secret', confused],
    ['signed by somebody else', () => good().sign(other)],
    ['for another audience', () => good().setAudience('elsewhere').sign(keys.privateKey)],
    ['of another issuer', () => good().setIssuer('https://evil.test').sign(keys.privateKey)],
    ['not yet valid', () => good().setNotBefore('10m').sign(keys.privateKey)],
    ['without a tenant', () => token('ada', 60, { tenant: undefined })],
    ['with an empty tenant', () => token('ada', 60, { tenant: '' })],
    ['with a list for a tenant', () => token('ada', 60, { tenant: ['t1', 't2'] })],
    ['without a subject', () => token('')],
    [
      'without an expiry',
      () =>
        new SignJWT({ tenant: 't1', sub: 'ada', iss: ISSUER, aud: AUDIENCE })
          .setProtectedHeader({ alg: 'EdDSA' })
          .sign(keys.privateKey),
    ],
    ['no token at all', () => 'hello'],
    ['an API key that nobody has', () => 'rg_0123456789abcdef'],
    ['an API key of no such form', () => 'rg_x'],
  ])('%s', async (_flaw, make) => {
    const { status, errors, headers } = await edge.ask('{ ping }', { token: await make() });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(errors?.[0]).toMatchObject({ message: INVALID, extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('a token that has expired, which is told', async () => {
    const { status, errors } = await edge.ask('{ ping }', { token: await token('ada', -6) });
    expect(status).toBe(401);
    expect(errors?.[0].message).toContain('has expired');
  });

  it('but five seconds of clock difference are forgiven', async () => {
    expect((await edge.ask('{ mine }', { token: await token('ada', -2) })).errors).toBeUndefined();
  });

  it('another scheme than Bearer', async () => {
    expect((await edge.ask('{ ping }', { headers: { authorization: 'Basic YWRhOmFkYQ==' } })).status).toBe(401);
  });

  it('an API key past its end', async () => {
    const ended = await startEdge({
      findApiKey: async () => ({ tenantId: 't1', id: 'k1', scopes: [], expiresAt: Date.now() - 1 }),
    });
    expect(
      (await ended.ask('{ ping }', { headers: { 'x-api-key': 'rg_0123456789abcdef' } })).errors?.[0].message,
    ).toContain('has expired');
    await ended.close();
  });
});

describe('a token seen before', () => {
  it('is refused all the same once it has expired', async () => {
    let now = Date.now();
    const clock = { now: () => now };
    const edge = await startEdge({ clock });
    const bearer = await token('ada', 20, {}, clock);
    for (const _time of [1, 2]) expect((await edge.ask('{ mine }', { token: bearer })).errors).toBeUndefined();
    now += 26_000;
    expect((await edge.ask('{ mine }', { token: bearer })).errors?.[0].message).toContain('has expired');
    await edge.close();
  });

  it('does not vouch for another with the same beginning', async () => {
    const edge = await startEdge();
    const bearer = await token('ada');
    expect((await edge.ask('{ mine }', { token: bearer })).errors).toBeUndefined();
    const forged = `${bearer.slice(0, -4)}${bearer.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    expect((await edge.ask('{ mine }', { token: forged })).status).toBe(401);
    await edge.close();
  });
});

describe('keys by URL', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const source = { issuer: ISSUER, audience: AUDIENCE, publicKeyPem: null };
  const signed = (kid: string) => good({ alg: 'ES256', kid }).sign(ec.privateKey);

  it('finds the key by its id, refuses unknown ones, and says so when the keys cannot be had', async () => {
    const jwk = { ...(await exportJWK(ec.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    let status = 200;
    const server = createServer((_request, response) =>
      response.writeHead(status).end(JSON.stringify({ keys: [jwk] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const check = tokenCheck({ ...source, jwksUrl }, systemClock);
    expect(await check(await signed('k1'))).toMatchObject({ tenantId: 't1', subject: 'ada' });
    await expect(check(await signed('k2'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    status = 500;
    await expect(tokenCheck({ ...source, jwksUrl }, systemClock)(await signed('k1'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(tokenCheck({ ...source, jwksUrl }, systemClock)(await signed('k1'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('does not start with a key that is none', () => {
    expect(() => tokenCheck({ ...source, jwksUrl: null, publicKeyPem: 'nonsense' }, systemClock)).toThrow('PEM');
  });
});
