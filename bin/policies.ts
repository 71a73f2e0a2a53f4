import { loadPolicies } from '../policy/bundle.js';
import { policiesOnServer } from '../policy/opa-server.js';
import type { Policies } from '../policy/policies.js';
import type { Config } from '../src/kernel/config.js';
import { CodedError, StartupError } from '../src/kernel/errors.js';

/**
 * The policies as this process was told to run them: its own, or on an OPA server. Throws StartupError when that server does
 * not answer or holds other policies. Fails it later, nothing is decided: the command ends as UNAVAILABLE and writes nothing.
 */
export async function openPolicies(opa: Config['opa']): Promise<Policies> {
  if (!opa) return loadPolicies();
  let started = false;
  const policies = await policiesOnServer({
    ...opa,
    unavailable: (reason, cause) =>
      started
        ? new CodedError(
            'UNAVAILABLE',
            'Policies cannot decide at the moment; repeat in a while.',
            {},
            { cause: cause ?? new Error(reason) },
          )
        : new StartupError(`OPA_URL is set. ${reason}`, { cause }),
  });
  started = true;
  return policies;
}
