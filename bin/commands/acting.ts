import { randomUUID } from 'node:crypto';
import { findCaller } from '../../src/entitlements/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { userByHandle } from '../../src/tenancy/index.js';
import { type Composition, compose } from '../compose.js';
import { answering, tenantNamed } from './stores.js';

/** What commands that change something take. */
export const ACTING_OPTIONS = { as: { type: 'string' }, tenant: { type: 'string' } } as const;

/** What a command that acts for somebody is handed. */
export interface Acting {
  composition: Composition;
  caller: Caller;
}

/**
 * Runs work as a user of a tenant, with the rights that they hold at this moment: the rules of the API hold here too.
 * Throws StartupError where nobody is named, or they are not there.
 */
export async function actingAs<T>(
  { as, tenant }: { as?: string | undefined; tenant?: string | undefined },
  route: string,
  work: (acting: Acting) => Promise<T>,
): Promise<T> {
  if (as === undefined) throw new StartupError('Say who does it: --as with the handle of a RevOps admin.');
  const config = readConfig();
  const composition = await compose({ ...config, logLevel: 'warn' });
  try {
    await answering(composition.graph, config);
    const { id: tenantId, handle } = await tenantNamed(composition.graph, tenant);
    const user = await userByHandle(composition, tenantId, as.replace(/^user:/, ''));
    const request = { id: randomUUID(), route, method: 'COMMAND', ip: null, userAgent: null };
    const credential = { type: 'user', tenantId, subject: user?.subject ?? '', scopes: [] } as const;
    const caller = user?.subject ? await findCaller(composition, credential, request) : null;
    if (!caller) throw new StartupError(`Nobody who can act is called "${as}" in ${handle}.`);
    return await work({ composition, caller });
  } finally {
    await composition.close();
  }
}
