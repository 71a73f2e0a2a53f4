import type { Client } from '../kit/client.js';
import type { Person, WorldOptions } from '../kit/world.js';

/** A tenant on trial with three licensed users of four, and two who observe. */
export const CUSTOMER: WorldOptions = {
  plan: 'trial',
  seatLimit: 4,
  people: [
    { handle: 'admin', roles: ['revops_admin'] },
    { handle: 'admin2', roles: ['revops_admin'] },
    { handle: 'ae', roles: ['ae'] },
    { handle: 'auditor', roles: ['auditor'], seat: 'OBSERVER' },
    { handle: 'observer', roles: ['ae'], seat: 'OBSERVER' },
  ] satisfies Person[],
};

/** The operators' tenant, with two of them. */
export const OPERATORS: WorldOptions = {
  kind: 'OPERATORS',
  people: [
    { handle: 'admin', roles: ['revops_admin'] },
    { handle: 'admin2', roles: ['revops_admin'] },
    { handle: 'olga', roles: ['operator'] },
    { handle: 'omar', roles: ['operator'] },
  ] satisfies Person[],
};

/** What admins read as JSON, below `/api/admin/`. */
export const READING = ['revops', 'revops/events', 'entitlements', 'entitlements/summary'];

/** What a route answered: its status, and its body as it is read from JSON. */
interface Told {
  status: number;
  body: any;
}

export async function get(client: Client, path: string): Promise<Told> {
  return told(await client.http('GET', `/api/admin/${path}`));
}

export async function putConfig(client: Client, json: object, key?: string): Promise<Told> {
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
  return told(await client.http('PUT', '/api/admin/entitlements/config', { json, headers }));
}

const told = async (response: Response): Promise<Told> => ({ status: response.status, body: await response.json() });
