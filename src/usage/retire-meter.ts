import { z } from 'zod';
import { definitionsLock, ingestMarkInsert, meterEnd } from '../../cypher/generated/usage.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { fields } from '../tenancy/index.js';
import { CATALOGUE_CHAIN, endOf, endSnapshot } from './definitions.js';
import { markFrom } from './rollup/marks.js';
import type { UsageRuntime } from './runtime.js';

/** It is measured no more; what was measured by this version stays. */
export interface MeterRetired extends Outcome {
  __typename: 'MeterRetired';
  name: string;
  version: number;
}

const command = z.strictObject({ name: z.string().min(1).max(100), idempotencyKey: fields.idempotencyKey });

/** Takes a declared meter out of what is measured. */
export async function retireMeter(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<MeterRetired | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...asked } = parsed.command;
  const spec = { caller, action: 'retireMeter', command: asked, idempotencyKey };
  return runtime.unitOfWork.write<MeterRetired | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(definitionsLock, { heads: [CATALOGUE_CHAIN] });
    const active = locked?.meters.find(({ name }) => name === asked.name);
    if (!active) return { ...notFound('meter'), message: 'No meter of your own has this name.' };
    const retired = endOf(active, 'retire', step.now);
    step.write(meterEnd, retired);
    step.write(ingestMarkInsert, markFrom(step.now));
    step.receipt({
      workflow: CATALOGUE_CHAIN.id,
      step: 'RETIRE_METER',
      outcome: 'ALLOWED',
      resource: { type: 'Meter', id: active.id, version: retired.version },
      business: { name: active.name, number: active.number, snapshot: [endSnapshot('Meter', retired)] },
    });
    return { __typename: 'MeterRetired', name: active.name, version: active.number };
  });
}
