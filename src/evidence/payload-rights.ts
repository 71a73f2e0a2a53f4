import type { Caller } from '../kernel/caller.js';
import { refusalOf } from '../kernel/rights.js';
import { rights } from '../tenancy/index.js';
import type { WorkflowKind } from './receipt/body.js';

/** Which payloads a caller may see. */
export interface PayloadRights {
  business: boolean;
  personal: boolean;
}

/** Chains whose business payloads hold what not every user may read: drafts of the configuration, grants, refusals. */
const GUARDED: readonly string[] = ['admin', 'activity'] satisfies WorkflowKind[];

/** Which payloads of a workflow of this kind the caller may see (model, Contract conventions). */
export function payloadRights(caller: Caller, workflowKind: string): PayloadRights {
  return {
    business: !GUARDED.includes(workflowKind) || refusalOf(caller, rights.readAdminPayloads) === null,
    personal: refusalOf(caller, rights.readPersonalPayloads) === null,
  };
}
