import { runProcess } from './process.js';
import { apiOver } from './serve-api.js';

await runProcess('api', async (composition) => {
  const app = await apiOver(composition);
  const { host, port } = composition.config.http;
  await app.listen({ host, port });
  return { stop: () => app.close() };
});
