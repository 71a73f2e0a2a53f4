import type { CheckedTenant, CheckedWorld } from '../world.js';
import type { Findings } from './findings.js';
import type { Look } from './look.js';
import type { Memory } from './memory.js';

/** One tenant being looked at: where to look, what is known, and where to say what is wrong. */
export interface Looking {
  look: Look;
  world: CheckedWorld;
  tenant: CheckedTenant;
  memory: Memory;
  found: Findings;
  /** Everything is looked at again, not only what came since the last look. */
  isWhole: boolean;
}

/** Says what is wrong with the tenant that is looked at. */
export const say = ({ found, tenant }: Looking, rule: string, what: string, entryId?: string): void =>
  found.add(rule, tenant.id, what, entryId);
