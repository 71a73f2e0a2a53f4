/** The server of the bench `quota-http`: the product as it is, which tells how long each answer took it. */
import { compose } from '../bin/compose.js';
import { apiOver } from '../bin/serve-api.js';
import { createLogger } from '../schema/edge/logging.js';
import { readConfig } from '../src/kernel/config.js';

const MS = /"ms":([\d.]+)/;
let times: number[] = [];

/** Every request writes its log line, as it does in production; what is read of it are the milliseconds. */
const log = createLogger('info', {
  write: (line) => {
    if (line.includes('/v1/quota/check')) times.push(Number(MS.exec(line)?.[1]));
  },
});

const app = await apiOver(await compose(readConfig(), { log }));
await app.listen(readConfig().http);
process.on('message', (question) => {
  process.send?.(question === 'cpu' ? process.cpuUsage() : times);
  if (question === 'times') times = [];
});
process.on('SIGTERM', () => process.exit(0));
