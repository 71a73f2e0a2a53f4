import { runProcess } from './process.js';
import { workerOver } from './work.js';

await runProcess('worker', async (composition) => {
  const { runtime, schedules } = workerOver(composition);
  await runtime.startWorkers();
  await runtime.schedule(schedules);
  return { stop: () => runtime.close() };
});
