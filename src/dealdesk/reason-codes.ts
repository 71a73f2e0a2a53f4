import type { FieldProblem } from '../kernel/outcomes.js';
import type { DealDeskConfig, ReasonFor } from './settings.js';

/** What is wrong with a reason code: it is none of those that the tenant's configuration knows for the kind. */
export function reasonProblem(
  { reasonCodes }: Pick<DealDeskConfig, 'reasonCodes'>,
  kind: ReasonFor,
  code: string | null | undefined,
): FieldProblem | null {
  const known = reasonCodes[kind];
  return code && known.includes(code) ? null : { path: 'reasonCode', message: `is one of ${known.join(', ')}` };
}
