import { SEAL } from './compose.js';
import { runProcess } from './process.js';
import { sealerOver } from './seal-and-tell.js';

/** A lost wake-up delays sealing by no more than this. */
const POLL_MS = 2_000;

await runProcess('sealer', async (composition) => {
  const { sealer, close } = sealerOver(composition);
  const run = async () => {
    await sealer.run();
  };
  const wakeable = composition.wake.onWake(SEAL, run, { pollMs: POLL_MS });
  return {
    stop: async () => {
      await wakeable.stop();
      await close();
    },
  };
});
