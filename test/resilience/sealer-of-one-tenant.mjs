/** The product's sealer process, narrowed to the tenant in its argument: other tests seal their own. */
import { runProcess } from '../../dist/bin/process.js';
import { keepSealing } from '../../dist/bin/seal-and-tell.js';

const [tenantId] = process.argv.slice(2);
await runProcess('sealer', async (composition) =>
  keepSealing(composition, { serves: (tenant) => tenant === tenantId }),
);
