import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { unguardedRootFields } from '../../schema/edge/directives.js';
import { completeSchema } from '../../schema/edge/server.js';
import { type RunningEdge, startEdge, token } from './edge.js';

describe('every root field asks for its seat, role or scope', () => {
  let edge: RunningEdge;
  beforeAll(async () => {
    edge = await startEdge({
      findApiKey: async () => ({ tenantId: 't1', id: 'k1', scopes: ['deals:read'], expiresAt: null }),
    });
  });
  afterAll(() => edge.close());

  it('answers a public field without a caller', async () => {
    expect((await edge.ask('{ ping }')).data).toEqual({ ping: 'pong' });
  });

  it('answers whom the rule admits, who see the door they came through', async () => {
    const { data } = await edge.ask('{ mine }', { token: await token('ada') });
    expect(data).toEqual({ mine: 'id-of-ada by GRAPHQL Query.mine' });
  });

  it('asks a stranger to sign in', async () => {
    const { errors, data } = await edge.ask('{ mine }');
    expect(data ?? null).toBeNull();
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('refuses another role', async () => {
    const { errors } = await edge.ask('{ mine }', { token: await token('nina') });
    expect(errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('refuses an observer a mutation that needs a decision seat, and says which seat', async () => {
    const { errors } = await edge.ask('mutation { closeDeal(id: "d1") { __typename } }', {
      token: await token('otto'),
    });
    expect(errors?.[0].extensions).toMatchObject({ code: 'SEAT_REQUIRED', requiredSeat: 'DECISION' });
  });

  it('lets a decision seat through, and names the outcome', async () => {
    const query = 'mutation { closeDeal(id: "d1") { ... on Deal { name } } }';
    expect((await edge.ask(query, { token: await token('ada') })).data).toEqual({ closeDeal: { name: 'Deal 1' } });
  });

  it('admits an API key by its scope', async () => {
    const { data } = await edge.ask('{ mine }', { token: 'rg_0123456789abcdef' });
    expect(data.mine).toContain('id-of-k1');
    const refused = await edge.ask('mutation { closeDeal(id: "d1") { __typename } }', { token: 'rg_0123456789abcdef' });
    expect(refused.errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('does not start while a root field says nothing', async () => {
    const schema = buildSchema('type Query { open: Int }');
    expect(unguardedRootFields(completeSchema(schema))).toEqual(['Query.open']);
    await expect(startEdge({ schema })).rejects.toThrow('Query.open');
  });

  it('does not start while a route says nothing', async () => {
    const routes = [
      async (app: { get: (path: string, handler: () => string) => unknown }) => void app.get('/v1/open', () => ''),
    ];
    await expect(startEdge({ routes })).rejects.toThrow('/v1/open');
  });
});
