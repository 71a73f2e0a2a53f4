import { DEMO_TENANT, examplesOf, OPERATORS, PERSONAS, welcomeText } from '../../demo/index.js';
import { readConfig } from '../../src/kernel/config.js';
import { type Composition, compose } from '../compose.js';
import type { Command } from './command.js';
import { answering, tenantNamed } from './stores.js';
import { issueToken, readSigningKey } from './token.js';

const GOOD_FOR_S = 24 * 3_600;

/** `demo welcome`: where the product is, a token for each role, and three queries with an answer. */
export const demoWelcomeCommand: Command = {
  usage: 'revgraph demo welcome',
  async run() {
    const config = readConfig();
    const composition = await compose(config);
    try {
      await answering(composition.graph, config);
      console.log(await welcome(composition));
      return 0;
    } finally {
      await composition.close();
    }
  },
};

async function welcome(composition: Composition): Promise<string> {
  const { config, graph } = composition;
  const key = readSigningKey(config);
  const ids = new Map<string, string>();
  for (const { handle } of [DEMO_TENANT, OPERATORS]) ids.set(handle, (await tenantNamed(graph, handle)).id);
  const issued = await Promise.all(
    PERSONAS.map(async ({ title, tenant, subject }) => {
      const claims = { tenant: ids.get(tenant) as string, sub: subject };
      const who = tenant === DEMO_TENANT.handle ? subject : `${subject} --tenant ${tenant}`;
      return { title, subject: who, ...(await issueToken(config, key, claims, GOOD_FOR_S)) };
    }),
  );
  return welcomeText({
    url: `http://${config.http.host}:${config.http.port}/`,
    production: config.production,
    tokens: issued,
    until: issued[0]?.until ?? '',
    examples: await examplesOf(composition, ids.get(DEMO_TENANT.handle) as string),
  });
}
