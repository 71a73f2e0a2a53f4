import type { WorkflowStep } from '../receipt/workflow-steps.js';

/** Steps that a security officer looks at: refusals, operators' accesses, and changes of who may do what. */
const SECURITY_STEPS = [
  'BLOCK_SEAT',
  'REFUSE_ROLE',
  'ACCESS_TENANT',
  'ACCESS_QUOTAS',
  'GRANT_ROLE',
  'REVOKE_ROLE',
  'CREATE_API_KEY',
  'REVOKE_API_KEY',
  'CONNECT_SYSTEM',
  'ROTATE_SECRET',
  'ERASE_PERSON',
] as const satisfies readonly WorkflowStep[];

/** Event types of security events: these steps, and what programs report by R4's `ErrorAudit.securityViolation`. */
export const SECURITY_EVENT_TYPES: readonly string[] = [...SECURITY_STEPS, 'security_violation'];
