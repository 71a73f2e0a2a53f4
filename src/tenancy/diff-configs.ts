import type { Caller } from '../kernel/caller.js';
import { type ConfigChange, configDiff } from './config-diff.js';
import type { Configs } from './configs.js';

/** What two versions of a tenant's configuration have differently; null when one of them is not there. */
export async function revOpsConfigDiff(
  { configs }: { configs: Configs },
  caller: Pick<Caller, 'tenantId'>,
  { from, to }: { from: number; to: number },
): Promise<{ from: number; to: number; changes: ConfigChange[] } | null> {
  const [before, after] = await Promise.all([
    configs.version(caller.tenantId, from),
    configs.version(caller.tenantId, to),
  ]);
  return before && after && { from, to, changes: configDiff(before.config, after.config) };
}
