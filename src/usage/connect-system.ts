import { z } from 'zod';
import { systemLock, systemWrite } from '../../cypher/generated/usage.js';
import type { SystemRow } from '../../cypher/rows.js';
import { textDigest } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import { workflowId } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import type { UsageRuntime } from './runtime.js';
import { seal } from './sealed-secret.js';

/** Systems whose webhooks are understood. */
export const SYSTEM_KINDS = ['stripe'] as const;

const command = z.strictObject({
  system: z.enum(SYSTEM_KINDS),
  /** As the system shows it for the endpoint that it sends to. */
  secret: z.string().regex(/^whsec_[\w+/=]{16,200}$/, 'is the signing secret of the endpoint and begins with whsec_'),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** The system's webhooks are taken from now on, at `path`. */
export interface SystemConnected extends Outcome {
  __typename: 'SystemConnected';
  system: string;
  path: string;
}

/** Where a system sends a tenant's events to. */
export const webhookPath = (kind: string, tenantId: string): string => `/v1/webhooks/${kind}?tenant=${tenantId}`;

/** A system as a receipt keeps it: its secret by the hash of what is stored. */
export const systemSnapshot = ({ sealed, ...system }: SystemRow) => ({
  type: 'System',
  ...system,
  sealedSha256: sealed && textDigest(sealed),
});

/** Sets the secret with which a system signs what it sends us; the one before it is good no more. */
export async function connectSystem(
  runtime: UsageRuntime,
  caller: Caller,
  input: unknown,
): Promise<SystemConnected | SharedOutcome> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { system: kind, secret, idempotencyKey } = parsed.command;
  const id = newId();
  const chain = { id: workflowId('admin', `system:${kind}`), kind: 'admin' };
  const owner = { masterSecret: runtime.logSettings.masterSecret, tenantId: caller.tenantId, kind };
  const asked = { kind, secretSha256: textDigest(secret) };
  return runtime.unitOfWork.write<SystemConnected>(
    { caller, action: 'connectSystem', command: asked, idempotencyKey },
    async (step) => {
      const locked = await step.lock(systemLock, { heads: [chain], kind, id });
      if (!locked) throw new DefectError(`The system ${kind} could not be locked`);
      const { system: found } = locked;
      const next = { connectedBy: caller.id, connectedAt: step.now, sealed: seal(owner, secret) };
      const system: SystemRow = { ...found, ...next, version: found.version + 1 };
      step.write(systemWrite, { system });
      step.receipt({
        workflow: chain.id,
        step: 'CONNECT_SYSTEM',
        outcome: 'ALLOWED',
        resource: { type: 'System', id: system.id, version: system.version },
        business: { snapshot: [systemSnapshot(system)] },
      });
      return { __typename: 'SystemConnected', system: kind, path: webhookPath(kind, caller.tenantId) };
    },
  );
}
