/**
 * A worker process that rolls one tenant's usage up, and stands still at a place of it. Arguments: tenant, place. Says `at <place>` on its standard
 * output when it has come there.
 */
import { runProcess } from '../../dist/bin/process.js';
import { rollUpUsage } from '../../dist/src/usage/index.js';

const [tenantId, place] = process.argv.slice(2);
const hang = () => {
  console.log(`at ${place}`);
  return new Promise(() => undefined);
};

const PLACES = {
  'before the marks are settled': ({ graph }) => {
    graph.transact = hang;
  },
  'before events are read': ({ graph }) => {
    const read = graph.read.bind(graph);
    graph.read = (statement, ...rest) =>
      statement.name.endsWith('measured_events_list') ? hang() : read(statement, ...rest);
  },
  'before it writes': ({ unitOfWork }) => {
    unitOfWork.write = hang;
  },
  'in the middle of writing': ({ unitOfWork }) => {
    const write = unitOfWork.write.bind(unitOfWork);
    unitOfWork.write = (spec, body) =>
      write(spec, async (step) => {
        await body(step);
        await Promise.all(step.writes);
        return hang();
      });
  },
  'right after it wrote': ({ unitOfWork }) => {
    const write = unitOfWork.write.bind(unitOfWork);
    unitOfWork.write = (...args) => write(...args).then(hang);
  },
};

await runProcess('worker', async (composition) => {
  PLACES[place](composition);
  void rollUpUsage(composition, tenantId);
  return { stop: async () => undefined };
});
