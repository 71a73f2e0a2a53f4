import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findCaller } from '../../src/entitlements/index.js';
import { createApiKey, createUser, findApiKey, listApiKeys, revokeApiKey } from '../../src/tenancy/index.js';
import { type TenancyWorld, tenancyWorld } from './tenancy-world.js';

const everything = {
  name: 'test/everything',
  mode: 'read' as const,
  text: 'MATCH (n {tenantId: $tenantId}) RETURN collect(properties(n)) AS all',
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an API key', () => {
  let world: TenancyWorld;
  beforeAll(async () => {
    world = await tenancyWorld();
  });
  afterAll(() => world.close());

  const create = async (input: object) => {
    const created = await createApiKey(world.runtime, await world.caller('ada'), input);
    if (created.__typename !== 'ApiKeyCreated') throw new Error(JSON.stringify(created));
    return created;
  };

  it('is shown by the call that made it, and stored nowhere', async () => {
    const input = { name: 'Web form', scopes: ['leads:write'], idempotencyKey: 'form-1' };
    const made = await create(input);
    expect(made.secret).toMatch(/^rg_[\w-]{43}$/);
    const again = await create(input);
    expect(again).toEqual({ ...made, secret: null });
    const [row] = await world.runtime.graph.read<object, { all: unknown }>(everything, world.tenantId, {});
    const stored = JSON.stringify(row?.all);
    expect(stored).toContain(sha256(made.secret ?? ''));
    expect(stored).not.toContain(made.secret);
    expect(await listApiKeys(world.runtime, world.tenantId, { before: null, limit: 10 })).toMatchObject([
      { id: made.apiKeyId, prefix: made.secret?.slice(0, 11), scopes: ['leads:write'], revokedAt: null },
    ]);
  });

  it('is found by its hash until it is revoked', async () => {
    const { secret, apiKeyId } = await create({ name: 'CRM sync', scopes: ['crm:write', 'read'] });
    const hash = sha256(secret ?? '');
    const found = await findApiKey(world.runtime, hash);
    expect(found).toEqual({ tenantId: world.tenantId, id: apiKeyId, scopes: ['crm:write', 'read'], expiresAt: null });
    await revokeApiKey(world.runtime, await world.caller('bob'), { apiKeyId });
    expect(await findApiKey(world.runtime, hash)).toBeNull();
    expect(await findApiKey(world.runtime, sha256('rg_unknown'))).toBeNull();
  });

  it('does what its scopes say and nothing else', async () => {
    const { secret } = await create({ name: 'Sync', scopes: ['crm:write'], expiresAt: '2099-01-01T00:00:00+01:00' });
    const found = await findApiKey(world.runtime, sha256(secret ?? ''));
    expect(found?.expiresAt).toBe(Date.parse('2098-12-31T23:00:00Z'));
    const request = (await world.caller('ada')).request;
    const credential = {
      type: 'api_key' as const,
      tenantId: world.tenantId,
      subject: found?.id ?? '',
      scopes: ['crm:write'],
    };
    const program = await findCaller(world.runtime, credential, request);
    if (!program) throw new Error('the key names nobody');
    await expect(world.runtime.unitOfWork.authorize(program, 'createAccount')).resolves.toBeUndefined();
    await expect(world.runtime.unitOfWork.authorize(program, 'ingestLead')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const refused = createUser(world.runtime, program, { handle: 'x', name: 'X' });
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('has scopes of the list, and an end in the future', async () => {
    const ada = await world.caller('ada');
    const wrong = [
      { name: 'a', scopes: ['everything'] },
      { name: 'a', scopes: [] },
      { name: 'a', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' },
    ];
    for (const input of wrong) {
      expect(await createApiKey(world.runtime, ada, input)).toMatchObject({ __typename: 'InvalidInput' });
    }
  });
});
