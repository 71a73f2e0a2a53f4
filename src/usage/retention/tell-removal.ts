import { retentionRunEnd, retentionRunLock } from '../../../cypher/generated/usage.js';
import { systemCaller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { DefectError } from '../../kernel/errors.js';
import type { Outcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { utcDay } from '../../kernel/values/instants.js';
import { toldBy } from './removal.js';

interface RemovalTold extends Outcome {
  __typename: 'RemovalTold' | 'NothingRemoved';
}

/**
 * Leaves the receipt of a run that has come to its end, one for all that it removed: how much, until which instant and under which rule. What a
 * worker removed that was killed before it came to this is told by the next one.
 */
export async function tellRemoval(
  { unitOfWork, clock }: Pick<Runtime, 'unitOfWork' | 'clock'>,
  tenantId: string,
): Promise<void> {
  const chain = { id: workflowId('batch', `retention:${utcDay(instantNow(clock))}`), kind: 'batch' };
  const spec = { caller: systemCaller(tenantId, 'retention'), action: 'removeExpired', command: {} };
  await unitOfWork.write<RemovalTold>(spec, async (step) => {
    const locked = await step.lock(retentionRunLock, { heads: [chain] });
    if (!locked) throw new DefectError(`The removal of ${tenantId} could not be locked`);
    if (!locked.run) return { __typename: 'NothingRemoved' };
    const { id, startedAt } = locked.run;
    step.write(retentionRunEnd, { id });
    step.receipt({
      workflow: chain.id,
      step: 'REMOVE_EXPIRED_EVENTS',
      outcome: 'ALLOWED',
      resource: { type: 'RetentionRun', id, version: null },
      business: { started_at: startedAt, removed: toldBy(locked.run) },
    });
    return { __typename: 'RemovalTold' };
  });
}
