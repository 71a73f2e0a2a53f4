import { describe, expect, it } from '@jest/globals';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
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
    `MATCH (n:Entity {tenantId: $tenantId}) WITH n ORDER BY n.id RETURN collect(n {.*, _lock: null}) AS nodes`,
  );

describe.each(fields.map((root) => [`${root.operation} ${root.field.name}`, root] as const))('%s', (_name, root) => {
  it.each(Object.entries(foreign))(
    "answers another tenant's %s as it answers an id that was never there",
    async (_kind, id) => {
      const me = await mine.as('everyone');
      const never = newId();
      const asked = sampleOperation(root, id);
      const unknown = sampleOperation(root, never);
      const before = await stateOf(theirs);
      const answer = await me.graphql(asked.query, asked.variables);
      const expected = await me.graphql(unknown.query, unknown.variables);
      expect(withoutIds(answer, id)).toEqual(withoutIds(expected, never));
      expect(await stateOf(theirs)).toEqual(before);
    },
  );
});

/** An answer without what must differ: the id asked for, ids of the request, and ids that were made. */
function withoutIds(answer: unknown, id: string): unknown {
  return JSON.parse(
    JSON.stringify(answer)
      .replaceAll(id, '<id>')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<new>'),
  );
}
