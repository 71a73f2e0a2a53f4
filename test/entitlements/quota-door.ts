import { createApiKey } from '../../src/tenancy/index.js';
import type { Client } from '../kit/client.js';
import type { World } from '../kit/world.js';

/** A program of this tenant that may check quotas, or what else its scopes let it do. */
export async function programOf(world: World, scopes = ['quotas:check']): Promise<Client & { apiKeyId: string }> {
  const made = await createApiKey(world.composition, world.caller('admin'), { name: 'program', scopes });
  if (made.__typename !== 'ApiKeyCreated') throw new Error(JSON.stringify(made));
  return Object.assign(world.anyone(made.secret), { apiKeyId: made.apiKeyId });
}

/** What a route answered: status, headers, and the body as it is read from JSON. */
export interface Told {
  status: number;
  headers: Headers;
  body: any;
}

export async function post(client: Client, path: string, json: unknown, headers = {}): Promise<Told> {
  return told(await client.http('POST', `/v1/quota/${path}`, { json, headers }));
}

export async function get(client: Client, path: string): Promise<Told> {
  return told(await client.http('GET', `/v1/quota/${path}`));
}

const told = async (response: Response): Promise<Told> => ({
  status: response.status,
  headers: response.headers,
  body: await response.json(),
});
