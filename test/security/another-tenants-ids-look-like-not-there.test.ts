import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import { inLanes } from '../../src/kernel/in-lanes.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld, PEOPLE, type World } from '../kit/world.js';
import { filled } from './filled-world.js';
import { rootFields, sampleOperation, takesId } from './sample-inputs.js';

/** One person with every role, so that no refusal by role hides what an id would tell. */
const EVERYTHING = [...PEOPLE, { handle: 'everyone', roles: [...new Set(PEOPLE.flatMap(({ roles }) => roles))] }];

const mine = await createWorld({ people: EVERYTHING });
const theirs = await createWorld();
const foreign = await filled(theirs);
const schema = completeSchema(await buildApiSchema());
const fields = rootFields(schema).filter(({ field }) => field.args.some(({ type }) => takesId(type)));

const stateOf = (world: World) =>
  world.cypher(
    `MATCH (n:Entity {tenantId: $tenantId}) WHERE n.id IS NOT NULL WITH n ORDER BY n.id RETURN collect(n {.*, _lock: null}) AS nodes`,
  );

describe.each(fields.map((root) => [`${root.operation} ${root.field.name}`, root] as const))('%s', (_name, root) => {
  /** By kind: what was answered to another tenant's id, and to one that was never there. */
  let answers: Map<string, { foreign: unknown; never: unknown }>;
  let before: unknown;
  beforeAll(async () => {
    // Together they ask more than a minute's share.
    mine.clock.advance({ minutes: 1 });
    before = await stateOf(theirs);
    const me = await mine.as('everyone');
    const ask = async (id: string) => {
      const { query, variables } = sampleOperation(root, id);
      const answer = await me.graphql(query, variables);
      expect(answer.status).not.toBe(429);
      return withoutIds(answer, id);
    };
    const asked = await inLanes(Object.entries(foreign), 8, async ([kind, id]) => {
      return [kind, { foreign: await ask(id), never: await ask(newId()) }] as const;
    });
    answers = new Map(asked);
  });

  it.each(Object.keys(foreign))("answers another tenant's %s as it answers an id that was never there", (kind) => {
    expect(answers.get(kind)?.foreign).toEqual(answers.get(kind)?.never);
    expect(answers.get(kind)?.foreign).toBeDefined();
  });

  it('leaves what is theirs as it was', async () => expect(await stateOf(theirs)).toEqual(before));
});

/** An answer without what must differ: the id asked for, ids of the request, and ids that were made. */
function withoutIds(answer: unknown, id: string): unknown {
  return JSON.parse(
    JSON.stringify(answer)
      .replaceAll(id, '<id>')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<new>'),
  );
}
