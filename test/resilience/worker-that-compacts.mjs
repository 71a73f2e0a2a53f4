/**
 * A worker process that compacts one tenant's payloads, with terms of no days, and never comes to its second batch: it says `batch` on its
 * standard output when the first is committed. Arguments: tenant, the instant that it takes for now.
 */
import { runProcess } from '../../dist/bin/process.js';
import { compactPayloads } from '../../dist/src/evidence/index.js';

const [tenantId, now] = process.argv.slice(2);

await runProcess('worker', async (composition) => {
  const { unitOfWork } = composition;
  const write = async (spec, body) => {
    const answer = await unitOfWork.write(spec, body);
    console.log(`batch ${answer.payloads}`);
    await new Promise(() => undefined);
    return answer;
  };
  const clock = { now: () => Date.parse(now) };
  void compactPayloads({ ...composition, clock, unitOfWork: { write } }, tenantId, {
    shortPayloadDays: 30,
    longPayloadDays: 30,
  });
  return { stop: async () => undefined };
});
