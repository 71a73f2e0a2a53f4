import { runProcess } from './process.js';
import { keepSealing } from './seal-and-tell.js';

await runProcess('sealer', async (composition) => keepSealing(composition));
