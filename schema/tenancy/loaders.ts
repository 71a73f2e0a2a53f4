import { instantOf } from '../../src/kernel/values/instants.js';
import { holdingsAt, roleGrantsById, teamsById, usersById } from '../../src/tenancy/index.js';
import { loaderById } from '../contract/context.js';

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
