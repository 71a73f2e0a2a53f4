/**
 * A process that locks a deal's chain in a write of its own, says `locked`, and goes on when a line comes on standard input.
 * Arguments: tenant and workflow. Says `ended` with what became of its write.
 */
import { once } from 'node:events';
import { runProcess } from '../../dist/bin/process.js';
import { headsLock } from '../../dist/cypher/generated/evidence.js';
import { systemCaller } from '../../dist/src/kernel/caller.js';

const [tenantId, workflow] = process.argv.slice(2);

await runProcess('holder', async ({ unitOfWork }) => {
  const spec = { caller: systemCaller(tenantId, 'holder'), action: 'createProduct', command: {} };
  const written = unitOfWork.write(spec, async (step) => {
    await step.lock(headsLock, { heads: [{ id: workflow, kind: 'deal' }] });
    console.log('locked');
    await once(process.stdin, 'data');
    const resource = { type: 'Product', id: 'of-the-holder', version: 1 };
    step.receipt({ workflow, step: 'CREATE_PRODUCT', outcome: 'ALLOWED', resource, business: {} });
    return { __typename: 'Written' };
  });
  const ended = written.then(
    ({ __typename }) => console.log(`ended ${__typename}`),
    ({ code }) => console.log(`ended ${code}`),
  );
  return { stop: () => ended };
});
