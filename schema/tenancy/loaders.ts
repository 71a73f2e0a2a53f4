import type { Runtime } from '../../src/kernel/runtime.js';
import { type Instant, instantOf } from '../../src/kernel/values/instants.js';
import { configTexts, holdingsAt, roleGrantsById, teamsById, usersById } from '../../src/tenancy/index.js';
import { loaderById, loaderOfListsWith } from '../contract/context.js';

/** Users of the caller's tenant by id. */
export const userById = loaderById(usersById);

/** Teams with their present lead and members, by id. */
export const teamById = loaderById(teamsById);

/** Role grants by id. */
export const roleGrantById = loaderById(roleGrantsById);

/** What users hold at present, by user id. */
export const holdingsById = loaderById(async (runtime, tenantId, ids) => {
  const now = instantOf(runtime.clock.now());
  return (await holdingsAt(runtime, tenantId, ids, now)).map((held) => ({ id: held.userId, ...held }));
});

/** What users held at an instant, by user id. */
export const holdingsOf = loaderOfListsWith(
  (runtime: Runtime, tenantId, ids, { at }: { at: Instant }) => holdingsAt(runtime, tenantId, ids, at),
  ({ userId }) => userId,
);

/** Texts of configurations by number. A draft's is for those who may list drafts. */
export const configTextByNumber = loaderById(async (runtime: Runtime, tenantId: string, ids: readonly string[]) =>
  (await configTexts(runtime, tenantId, ids.map(Number))).map(({ number, yaml }) => ({ id: String(number), yaml })),
);
