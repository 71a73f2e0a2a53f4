import { createWorld, type World } from '../kit/world.js';

/** What an event of a batch came to. */
export interface Told {
  externalId: string | null;
  result: string;
  reason: string | null;
}

/** A world that is closed when the test file has run, and a key that may send events. */
export async function eventWorld(): Promise<{ world: World; key: string }> {
  const world = await createWorld();
  return { world, key: await keyOf(world, ['events:write']) };
}

/** Makes an API key with these scopes. */
export async function keyOf(world: World, scopes: string[]): Promise<string> {
  const admin = await world.as('admin');
  const made = await admin.mutate('createApiKey', { name: 'events', scopes }, '... on ApiKeyCreated { secret }');
  return made.secret;
}

/** Posts to `/v1/events` as a program does. */
export async function post(world: World, key: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as { results?: Told[]; error?: { code: string; message: string } };
  return { status: response.status, ...answer, outcomes: answer.results?.map(({ result }) => result) };
}

let drawn = 0;

/** An event of the plain envelope, with an id of its own. */
export const event = (type: string, rest: Record<string, unknown> = {}) => ({
  external_id: `e${++drawn}`,
  source: 'app',
  type,
  ...rest,
});
