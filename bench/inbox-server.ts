/** The API of the bench `inbox`, in a process of its own: the product as it is; only the rates allow more. */
import { compose } from '../bin/compose.js';
import { apiOver } from '../bin/serve-api.js';
import { readConfig } from '../src/kernel/config.js';

const config = readConfig();
const app = await apiOver(await compose(config), { requestsPerMinute: { caller: 1e9, address: 1e9 } });
await app.listen(config.http);
process.on('SIGTERM', () => process.exit(0));
